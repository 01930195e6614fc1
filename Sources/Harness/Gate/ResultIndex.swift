/// The results of a run by their checks and cases, to be asked for many known failures.
struct ResultIndex {
  private let results: [CheckResult]
  private let places: [String: [Int]]
  private let modules: [String: String]
  /// Those without a verdict, by the trial that they are of, or else by the module of their case.
  private let open: [Owner: [Int]]

  /// What a result without a verdict is about.
  enum Owner: Hashable {
    case trial(String, Int)
    case module(String)
  }

  init(of record: RunRecord) { self.init(record.results, of: record) }

  init(_ results: [CheckResult], of record: RunRecord) {
    let modules = Dictionary(
      record.cases.flatMap { [($0.id, $0.module), ($0.module, $0.module)] },
      uniquingKeysWith: { $1 })
    self.results = results
    self.modules = modules
    places = Dictionary(grouping: results.indices) { results[$0].check }
    open = Dictionary(
      grouping: results.indices.filter {
        // What an end of the run left over is no failure's consequence.
        results[$0].verdict.isInconclusive
          && results[$0].reason?.kind != .interrupted
      }
    ) { place in
      let result = results[place]
      let id = result.testCase ?? ""
      return result.trial.map { .trial(id, $0) } ?? .module(modules[id] ?? "")
    }
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

  /// What could not be judged because something failed: of the same answer, of steps behind it in its
  /// trial that were not sent, and what spans the case. What was sent and not judged has another cause, and
  /// so may have what comes behind other failures.
  func consequences(of failures: [Int], besides others: [Owner: Int]) -> Set<Int> {
    let failed = failures.filter { !results[$0].findings.isEmpty && results[$0].testCase != nil }
    let answers = Set(failed.compactMap { results[$0].transcript })
    let first = firstSteps(of: failed)
    let behind = first.flatMap { owner, step in
      (open[owner] ?? []).filter { place in
        let result = results[place]
        if let transcript = result.transcript { return answers.contains(transcript) }
        let own = result.step ?? 1
        return own >= step && own < others[owner] ?? .max
      }
    }
    let whole = Set(failed.compactMap { modules[results[$0].testCase ?? ""] })
      .flatMap { open[.module($0)] ?? [] }
    return Set(behind + whole)
  }

  /// The first step of each trial in which one of some results is.
  func firstSteps(of places: [Int]) -> [Owner: Int] {
    var first: [Owner: Int] = [:]
    for place in places {
      let result = results[place]
      guard let id = result.testCase, let trial = result.trial else { continue }
      first[.trial(id, trial)] = min(first[.trial(id, trial)] ?? .max, result.step ?? 1)
    }
    return first
  }
}
