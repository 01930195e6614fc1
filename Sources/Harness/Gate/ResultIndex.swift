/// The results of a run by their checks and cases, to be asked for many known failures.
struct ResultIndex {
  private let results: [CheckResult]
  private let places: [String: [Int]]
  private let modules: [String: String]
  /// Those without a verdict, by the trial that they are of, or else by the module of their case.
  private let open: [Owner: [Int]]

  /// What a result without a verdict is about.
  private enum Owner: Hashable {
    case trial(String, Int)
    case module(String)
  }

  init(of record: RunRecord) {
    let modules = Dictionary(
      record.cases.flatMap { [($0.id, $0.module), ($0.module, $0.module)] },
      uniquingKeysWith: { $1 })
    results = record.results
    self.modules = modules
    places = Dictionary(grouping: record.results.indices) { record.results[$0].check }
    open = Dictionary(
      grouping: record.results.indices.filter {
        // What an end of the run left over is no failure's consequence.
        record.results[$0].verdict.word == "inconclusive"
          && record.results[$0].reason != Ledger.interrupted
      }
    ) { place in
      let result = record.results[place]
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
  func consequences(of failures: [Int], besides others: [Int]) -> [Int] {
    let other = Dictionary(grouping: others.filter { results[$0].trial != nil }) { place in
      Owner.trial(results[place].testCase ?? "", results[place].trial ?? 1)
    }.mapValues { places in places.map { results[$0].step ?? 1 }.min() ?? 1 }
    return consequences(of: failures, before: other)
  }

  private func consequences(of failures: [Int], before others: [Owner: Int]) -> [Int] {
    failures.filter { !results[$0].findings.isEmpty }.flatMap { failure -> [Int] in
      let result = results[failure]
      guard let id = result.testCase else { return [] }
      let owner = result.trial.map { Owner.trial(id, $0) }
      let after = owner.flatMap { open[$0] } ?? []
      let end = owner.flatMap { others[$0] } ?? .max
      return after.filter { place in
        let other = results[place]
        return (other.step ?? 1) >= result.step ?? 1
          && (other.step ?? 1 < end || other.transcript == result.transcript)
          && (other.transcript == nil || other.transcript == result.transcript)
      }
        + (open[.module(modules[id] ?? "")] ?? [])
    }
  }
}
