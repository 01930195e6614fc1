/// The results of a run by their checks and cases, to be asked for many known failures.
struct ResultIndex {
  private let results: [CheckResult]
  private let places: [String: [Int]]
  private let modules: [String: String]
  /// Those without a verdict, by the module of their case.
  private let open: [String: [Int]]

  init(of record: RunRecord) {
    let modules = Dictionary(
      record.cases.flatMap { [($0.id, $0.module), ($0.module, $0.module)] },
      uniquingKeysWith: { $1 })
    results = record.results
    self.modules = modules
    places = Dictionary(grouping: record.results.indices) { record.results[$0].check }
    open = Dictionary(
      grouping: record.results.indices.filter {
        record.results[$0].verdict.word == "inconclusive"
      }
    ) { record.results[$0].testCase.flatMap { modules[$0] } ?? "" }
  }

  /// The places of the results that an entry speaks of.
  func results(covered entry: KnownFailure) -> [Int] {
    let check = Glob(entry.check)
    let own = places.filter { check.matches($0.key) }.flatMap(\.value).sorted()
    guard let testCase = entry.testCase.map(Glob.init) else { return own }
    var isMatched: [String: Bool] = [:]
    return own.filter { place in
      guard let id = results[place].testCase else { return false }
      if let known = isMatched[id] { return known }
      isMatched[id] = testCase.matches(id)
      return isMatched[id] == true
    }
  }

  /// What could not be judged in the cases where something failed: most often because of it.
  func consequences(of failures: [Int]) -> [Int] {
    Set(
      failures.filter { !results[$0].findings.isEmpty }
        .compactMap { results[$0].testCase.flatMap { modules[$0] } }
    ).sorted().flatMap { open[$0] ?? [] }
  }
}
