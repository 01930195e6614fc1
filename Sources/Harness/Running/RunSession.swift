internal import JSONText
public import Transcripts

/// A run in progress: collects exchanges, has them judged and written, and concludes the run.
///
/// The record is valid at any moment: a step that has not run yet is inconclusive.
public actor RunSession {
  private let setup: RunSetup
  private let plan: Plan
  private let judge: Judge
  private let journal: RunJournal?
  /// The folder that contains the transcripts; nil if they are not stored.
  private let folder: RunFolder?
  private let identity: IdentityReader?
  private let gate: Gate
  private let policy: TrialPolicy
  private let began: Double
  /// The ids of the checks whose results are part of the record.
  private let reported: Set<String>

  private let judging: ExchangeJudging
  /// The document of a case contains all of its transcripts, so only one is in memory.
  private let judgingCases = Slots(1)
  /// The size in bytes from which a response that waits is read again from its file.
  private static let maxWaiting = 1 << 18

  /// The size in bytes from which the digests of a run are large.
  private static let largeRun = 8 << 20
  /// The size in bytes of the texts in all digests together, if each has one of the maximum size.
  private static let maxTexts = 16 << 20
  /// The maximum size of a text in a digest. A long run has shorter texts.
  private let maxText: Int

  /// The writing of the first record.
  private var opening: Task<Void, Never>?
  private var observed = Observations()
  private var preflight: [Transcript] = []
  private var log: TrialLog
  /// The results of the cases that were judged already, by module.
  private var cases: [String: CaseJudging.Results] = [:]
  /// The results of checks over a case or over the run.
  private var wider: [CheckResult] = []

  /// Opens the session of a run that began at a time. Without a journal, nothing is written; a folder then
  /// contains the transcripts already.
  public init(
    _ setup: RunSetup, plan: Plan, judge: Judge, journal: RunJournal? = nil,
    folder: RunFolder? = nil,
    identity: IdentityReader? = nil, gate: Gate = Gate(),
    began: Double = monotonicMilliseconds()
  ) {
    self.setup = setup.following(plan)
    self.plan = plan
    self.judge = judge
    self.journal = journal
    self.folder = journal?.folder ?? folder
    judging = ExchangeJudging(judge, in: self.folder)
    self.identity = identity
    self.gate = gate
    self.began = began
    policy = TrialPolicy(setup: self.setup)
    let steps = plan.trials.reduce(1) { $0 + $1.testCase.steps }
    maxText = max(1024, min(Transcript.maxText, Self.maxTexts / steps))
    reported = plan.reported
    log = TrialLog(plan.trials)
    for trial in plan.trials where trial.number > trial.testCase.trials {
      observed.tried[trial.testCase.id] = trial.number
    }
  }

  /// Takes the exchanges of the preflight, which are not judged by checks, and writes them and the first record
  /// while the first cases are sent. The link `latest` then leads to the run, unless it is a replay of another run.
  public func open(after exchanges: [Sent] = []) {
    let transcripts = exchanges.map(\.masked)
    transcripts.forEach(take(preflight:))
    opening = Task {
      for (index, transcript) in transcripts.enumerated() {
        let stem = RunFolder.stem(of: "preflight", trial: 1, step: index + 1)
        _ = await journal?.save(transcript.json.bytes(), exchanges[index].exchange, as: stem)
      }
      await journal?.save(record)
      if let journal, await journal.isComplete, setup.replays == nil {
        journal.folder.becomeLatest()
      }
    }
  }

  /// Takes a preflight transcript that is written already.
  func take(preflight transcript: Transcript) {
    observed.count(transcript)
    preflight.append(transcript)
  }

  /// A stored response that is to be judged.
  struct Response: Sendable {
    let trial: Trial
    let step: Int
    /// The source of the transcript, as JSON.
    let source: TrialLog.Response.Source
    /// The path of the transcript in the run folder; nil if it could not be written.
    let path: String?

    /// Whether its document is read again when it is judged.
    var isLarge: Bool {
      if case .file = source { true } else { false }
    }
  }

  /// Writes an exchange of a case.
  nonisolated func store(_ sent: Sent, of trial: Trial, step: Int) async -> Response {
    let transcript = sent.masked
    let document = transcript.json.bytes()
    let stem = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step)
    let path = await journal?.save(document, sent.exchange, as: stem)
    await note(transcript, document, of: trial, step: step, path: path)
    let isLarge = document.count > Self.maxWaiting
    let source: TrialLog.Response.Source =
      if isLarge, let path { .file(path) } else { .document(document) }
    return Response(trial: trial, step: step, source: source, path: path)
  }

  /// The JSON of a transcript; nil if its file is gone.
  nonisolated func read(_ source: TrialLog.Response.Source) -> [UInt8]? { source.bytes(in: folder) }

  /// Takes a transcript that is written already, and judges it.
  func take(_ transcript: Transcript, of trial: Trial, step: Int, path: String) async {
    let document = transcript.json.bytes()
    note(transcript, document, of: trial, step: step, path: path)
    await judge(
      Response(trial: trial, step: step, source: .document(document), path: path))
  }

  private func note(
    _ transcript: Transcript, _ document: [UInt8], of trial: Trial, step: Int, path: String?
  ) {
    observed.count(transcript)
    let source: TrialLog.Response.Source =
      if folder != nil, let path { .file(path) } else { .document(document) }
    log.note(
      TrialLog.Response(
        digest: transcript.digest(maxText: maxText).bytes(),
        isTimeout: transcript.json["ending"]?.string == Ending.timedOut.rawValue, source: source),
      of: trial, step: step)
  }

  /// Judges a response.
  func judge(_ response: Response) async {
    let (trial, step) = (response.trial, response.step)
    let testCase = trial.testCase
    let expected = testCase.expect[step - 1].object ?? []
    let verdicts = await judging.verdicts(
      on: response.source, expecting: Set(expected.map(\.key)))
    let results = verdicts.map { check, verdict in
      CheckResult(
        check, of: testCase.id, kind: testCase.kind, step: step, trial: trial.number,
        verdict: verdict, transcript: response.path)
    }
    log.note(
      results.folded(by: plan.judging, under: results), of: trial, step: step, reporting: reported)
    await saveSoon()
  }

  /// Judges a case in all of its modes, if a trial was the last to end.
  func judgeCase(of trial: Trial) async {
    let module = trial.testCase.module
    guard log.trials.filter({ $0.testCase.module == module }).allSatisfy(log.hasEnded) else {
      return
    }
    await judgeCase(module)
  }

  /// Judges a case, unless its results are those of the same trials.
  private func judgeCase(_ module: String) async {
    let place = await judgingCases.take(for: 1)
    if cases[module]?.subject != caseJudging.subject(of: module, in: log) {
      cases[module] = await caseJudging.results(of: module, in: log)
    }
    await place.leave()
  }

  private var caseJudging: CaseJudging { CaseJudging(plan: plan, judge: judge, folder: folder) }

  /// Notes that a trial ends before a step, for a reason.
  func skip(_ trial: Trial, from step: Int, _ reason: Reason) async {
    log.note(reason, of: trial, from: step)
    await saveSoon()
  }

  /// Counts an exchange that was cancelled because the run ended early.
  func count(unanswered exchange: Exchange) { observed.count(unanswered: exchange) }

  /// The results of a trial so far.
  func results(of trial: Trial) -> [CheckResult] {
    log.results(of: trial, in: plan, missing: observed.reasonOfGaps)
  }

  /// One more trial of a case, if a rate is undecided after its finished trials.
  func nextTrial(of testCase: Case) async -> Trial? {
    await identify()
    let trials = log.trials.filter { $0.testCase.id == testCase.id }
    guard policy.triesAgain(trials, in: log, results: marked(trials)) else { return nil }
    return add(Trial(of: testCase, number: (trials.last?.number ?? 0) + 1))
  }

  /// Further trials that show whether defects of the server are systematic.
  func confirmations() async -> [Trial] {
    await identify()
    return policy.confirmations(in: log, results: marked(log.trials)).map { add($0) }
  }

  /// Adds a trial to the log and counts it in the record.
  private func add(_ trial: Trial) -> Trial {
    log.add(trial)
    observed.tried[trial.testCase.id] = trial.number
    return trial
  }

  /// The results of some trials, with the known failures marked.
  private func marked(_ trials: [Trial]) -> [CheckResult] {
    let results = trials.flatMap(results(of:))
    return gate.known?.mark(results, of: RunRecord(setup, observed)) ?? results
  }

  /// Identifies the endpoint from the preflight, if there are known failures, which may depend on it.
  private func identify() async {
    guard setup.replays == nil, gate.known != nil, let identity, observed.identity == Identity()
    else { return }
    observed.identity = await identity.identity(
      of: setup.model, at: setup.endpoint, before: preflight, in: [])
  }

  /// Notes that the endpoint cannot be judged, and returns the final record.
  public func stop(_ problem: Preflight.Problem) async -> RunRecord {
    observed.problem = problem
    observed.identity = await identified
    return await finish(.stopped)
  }

  /// Runs the checks that span exchanges, and returns the final record. The failure ended an abandoned run, or
  /// its streams.
  public func close(_ ending: Observations.Ending, after failure: RepeatedFailure? = nil) async
    -> RunRecord
  {
    observed.failure = failure
    // An interruption cancels the task of the run, but the responses so far must still be judged.
    return await Task {
      let isComplete = ending == .complete
      if log.digestSize > Self.largeRun {
        // Two workers at once would need twice the memory.
        wider = await widerResults(isComplete: isComplete)
        observed.identity = await identified
      } else {
        async let identity = identified
        wider = await widerResults(isComplete: isComplete)
        observed.identity = await identity
      }
      return await finish(ending)
    }.value
  }

  /// Runs the checks that span exchanges.
  private func widerResults(isComplete: Bool) async -> [CheckResult] {
    var results: [CheckResult] = []
    if isComplete {
      for module in plan.trials.map(\.testCase.module).uniqued() {
        // Trials that were added later may have changed what there is to judge.
        await judgeCase(module)
        results += cases[module]?.results ?? []
      }
    } else {
      results += plan.checks.filter { $0.over == .case }
        .map { CheckResult($0, of: nil, verdict: .inconclusive(observed.reasonOfGaps)) }
    }
    var judging = RunJudging(plan, judge, of: log, besides: results)
    await judging.judge(isComplete: isComplete, orElse: observed.reasonOfGaps)
    log = judging.log
    return judging.results
  }

  /// The identity of the endpoint, from all of its responses.
  private var identified: Identity {
    get async {
      guard let identity else { return observed.identity }
      return await identity.identity(
        of: setup.model, at: setup.endpoint, before: preflight, in: log.digests)
    }
  }

  /// Compares the run with its gate, and writes the final record.
  private func finish(_ ending: Observations.Ending) async -> RunRecord {
    await opening?.value
    observed.ending = ending
    var record = record
    record.results = record.results.withoutDisprovedRemedies(setup, observed.identity)
    record = gate.evaluate(record)
    await journal?.save(record)
    return record
  }

  /// The record of the run so far.
  private var record: RunRecord {
    var observed = observed
    observed.elapsedMilliseconds = monotonicMilliseconds() - began
    return RunRecord(
      setup, observed, results: log.results(in: plan, missing: observed.reasonOfGaps) + wider)
  }

  private func saveSoon() async {
    await journal?.saveSoon { await self.record }
  }
}
