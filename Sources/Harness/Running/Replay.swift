public import JSONText
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
      toJudgeWith: selection.choose(from: kept.selectedChecks(of: catalogue), besides: kept.cases)
        .filter { isWhole || $0.over != .run }, of: catalogue)
    plan.selection = selection
    let names = Set(cases.map(\.id))
    plan.trials = kept.trials.filter { names.contains($0.testCase.id) }
    self.plan = plan
  }
}

extension Replay {
  /// What is sent again, for the record; `endpoint` is where it is sent now.
  public func setup(endpoint: String, keyVariable: String?, harness: JSON, started: String)
    -> RunSetup
  {
    var setup = RunSetup(
      endpoint: endpoint, model: kept.model, harness: harness, profile: kept.profile,
      strict: kept.strict, started: started)
    setup.keyVariable = keyVariable
    setup.replays = kept.started
    setup.rateRule = kept.rateRule
    setup.countsModel = kept.countsModel
    return setup
  }

  /// Sends the requests, and returns the record, in which the known failures are those of the stored run.
  public func run(
    _ setup: RunSetup, on target: Target, judge: Judge, journal: RunJournal, jobs: Int,
    transport: @escaping Sender.Transport
  ) async -> RunRecord {
    let session = RunSession(setup, plan: plan, judge: judge, journal: journal)
    await session.open()
    let sender = Sender(patience: target.deadlines.total, transport: transport)
    let record = await Runner(
      plan, of: target, requests: requests, sender: sender, session: session, jobs: jobs
    ).run().takingKnown(from: kept)
    await journal.save(record)
    return record
  }
}

extension RunRecord {
  /// The record of a replay with the known failures of the run that it repeats, and with what follows from
  /// them here.
  func takingKnown(from kept: RunRecord) -> RunRecord {
    struct Place: Hashable {
      let verdict: Verdict.Kind
      let check: String
      let testCase: String?
      let step: Int?
    }
    func place(_ result: CheckResult) -> Place {
      Place(
        verdict: result.verdict.kind, check: result.check, testCase: result.testCase,
        step: result.step)
    }
    var results = results
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
    results.excuse(
      behind: failures.compactMap { reason, places in reason.map { (places, $0) } }
        .sorted { $0.1.reason < $1.1.reason }, ResultIndex(of: self), setup)
    // A line that was in doubt then is in doubt now, as long as it fails.
    let isInDoubt = results.contains { $0.known?.isInDoubt ?? false }
    return RunRecord(
      setup, observed, results: results, known: isInDoubt ? kept.known.filter(\.isUnclear) : [],
      pinned: pinned)
  }
}
