internal import Transcripts

/// A kept run, or what failed in it, sent again.
public struct Replay: Sendable {
  /// The record as it was kept.
  public let kept: RunRecord
  /// What is sent, and judged by which checks.
  public let plan: Plan
  /// The requests.
  public let requests: KeptRequests

  /// Why there is nothing to send again.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is missing.
    public var description: String
  }

  /// Chooses from a kept run: what failed in it, or all that patterns leave.
  ///
  /// A check that spans cases judges them all or not at all; one that spans the run, only where all of
  /// it is sent.
  public init(
    of run: (folder: RunFolder, record: RunRecord), with catalogue: Catalogue, onlyFailed: Bool,
    selection: Selection
  ) throws(Problem) {
    kept = run.record
    requests = KeptRequests(of: run.record, in: run.folder)
    let chosen = selection.choose(from: kept.cases)
    let failed = kept.results.filter { !$0.findings.isEmpty || $0.explainedBy != nil }
    let cases = chosen.filter { one in
      !onlyFailed || failed.contains { $0.testCase == one.id || $0.testCase == one.module }
    }
    guard !cases.isEmpty else {
      throw Problem(
        description: onlyFailed
          ? "nothing failed in this run that --only and --skip leave: there is nothing to send again"
          : "--only and --skip leave no case of this run")
    }
    let isWhole = cases.count == kept.cases.count
    var plan = Plan(
      toJudgeWith: selection.choose(from: kept.checks(of: catalogue), besides: kept.cases)
        .filter { isWhole || $0.over != .run }, of: catalogue)
    plan.selection = selection
    let names = Set(cases.map(\.id))
    plan.trials = kept.trials.filter { names.contains($0.testCase.id) }
    self.plan = plan
  }
}

extension RunRecord {
  /// Takes over from the run that was sent again what was known to fail; what followed from that there is
  /// known where it follows here.
  public mutating func takeKnown(from kept: RunRecord) {
    func place(_ result: CheckResult) -> String {
      "\(result.verdict.word) \(result.check) \(result.testCase ?? "") \(result.step ?? 0)"
    }
    let reasons = Set(kept.results.filter { !$0.findings.isEmpty }.compactMap(\.known))
    let own = kept.results.filter { result in
      result.known.map { !result.findings.isEmpty || !reasons.contains($0) } ?? false
    }
    let known = Dictionary(
      own.map { (place($0), $0.known) }, uniquingKeysWith: { first, _ in first })
    for index in results.indices { results[index].known = known[place(results[index])] ?? nil }
    let failures = Dictionary(grouping: results.indices.filter { !results[$0].findings.isEmpty }) {
      results[$0].known
    }
    excuse(
      behind: failures.compactMap { reason, places in reason.map { (places, $0) } }
        .sorted { $0.1.words < $1.1.words }, ResultIndex(of: self))
    // What was in doubt there is so here, as long as it fails.
    let isInDoubt = results.contains { $0.known?.isInDoubt ?? false }
    self.known = isInDoubt ? kept.known.filter(\.isUnclear) : []
    measureRates()
  }
}
