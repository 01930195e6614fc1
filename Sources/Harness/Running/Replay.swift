public import JSONText
internal import Transcripts

/// The requests of a stored run, or of its failed cases, to be sent again.
public struct Replay: Sendable {
  /// The stored record.
  public let stored: RunRecord
  /// The trials to send, and the checks that judge them.
  public let plan: Plan
  /// The requests.
  public let requests: StoredRequests

  /// Why a run cannot be replayed.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem.
    public var description: String
  }

  /// Selects cases of a stored run: only those that failed if `onlyFailed`, and only those that patterns
  /// select. A check over the run judges only if all cases are sent.
  public init(
    of run: (folder: RunFolder, record: RunRecord), with catalogue: Catalogue, onlyFailed: Bool,
    selection: Selection
  ) throws(Problem) {
    stored = run.record
    requests = StoredRequests(of: run.record, in: run.folder)
    let selected = selection.choose(from: stored.cases)
    let failed = stored.results.filter { !$0.findings.isEmpty || $0.explainedBy != nil }
    let cases = selected.filter { testCase in
      !onlyFailed
        || failed.contains { $0.testCase == testCase.id || $0.testCase == testCase.module }
    }
    guard !cases.isEmpty else {
      throw Problem(
        description: onlyFailed
          ? "no case that --only and --skip select failed in this run, so there is nothing to send"
          : "--only and --skip select no case of this run")
    }
    let isComplete = cases.count == stored.cases.count
    var plan = Plan(
      toJudgeWith:
        selection.choose(from: stored.selectedChecks(of: catalogue), besides: stored.cases)
        .filter { isComplete || $0.over != .run }, of: catalogue)
    plan.selection = selection
    let names = Set(cases.map(\.id))
    plan.trials = stored.trials.filter { names.contains($0.testCase.id) }
    self.plan = plan
  }
}

extension Replay {
  /// The setup of the replay at an endpoint, which may differ from the stored one.
  public func setup(endpoint: String, keyVariable: String?, harness: JSON, started: String)
    -> RunSetup
  {
    var setup = RunSetup(
      endpoint: endpoint, model: stored.model, harness: harness, profile: stored.profile,
      strict: stored.strict, started: started)
    setup.keyVariable = keyVariable
    setup.replays = stored.started
    setup.rateRule = stored.rateRule
    setup.countsModel = stored.countsModel
    setup.engine = stored.setup.engine
    return setup
  }

  /// Sends the requests, and returns the record, in which the known failures are those of the stored run. After
  /// `maxFailures` requests in sequence that failed in the same way, the replay ends.
  public func run(
    _ setup: RunSetup, on target: Target, judge: Judge, journal: RunJournal, jobs: Int,
    maxFailures: Int? = Sender.defaultMaxFailures, transport: @escaping Sender.Transport
  ) async -> RunRecord {
    let session = RunSession(setup, plan: plan, judge: judge, journal: journal)
    await session.open()
    let sender = Sender(
      patience: target.deadlines.total, maxFailures: maxFailures, transport: transport)
    let record = await Runner(
      plan, of: target, requests: requests, sender: sender, session: session, jobs: jobs
    ).run().takingKnown(from: stored)
    await journal.save(record)
    return record
  }
}

extension RunRecord {
  /// The record of a replay with the known failures of the stored run, and their consequences in the replay.
  func takingKnown(from stored: RunRecord) -> RunRecord {
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
    let notes = Set(stored.results.filter { !$0.findings.isEmpty }.compactMap(\.known))
    // Without the consequences of known failures, which are marked again below.
    let knownResults = stored.results.filter { result in
      result.known.map { !result.findings.isEmpty || !notes.contains($0) } ?? false
    }
    let known = Dictionary(
      knownResults.map { (place($0), $0.known) }, uniquingKeysWith: { first, _ in first })
    for index in results.indices { results[index].known = known[place(results[index])] ?? nil }
    let failures = Dictionary(grouping: results.indices.filter { !results[$0].findings.isEmpty }) {
      results[$0].known
    }
    results.excuse(
      behind: failures.compactMap { note, places in note.map { (places, $0) } }
        .sorted { $0.1.reason < $1.1.reason }, ResultIndex(of: self), setup)
    // A line whose conditions were unknown in the stored run is still undecided if it fails.
    let isInDoubt = results.contains { $0.known?.isInDoubt ?? false }
    return RunRecord(
      setup, observed, results: results, known: isInDoubt ? stored.known.filter(\.isUnclear) : [],
      pinned: pinned)
  }
}
