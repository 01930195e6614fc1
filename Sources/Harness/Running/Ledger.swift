internal import JQ
public import Transcripts

/// Keeps a run as it goes: what was exchanged, what was concluded, and what is still missing.
///
/// The record it saves is valid at any moment: what has not run yet stands in it as inconclusive.
public actor Ledger {
  var record: RunRecord
  let plan: Plan
  /// Those of the plan, and those that were added since a rate is in question.
  var trials: [Trial]
  let judge: Judge
  let checks: [String: Check]
  let reported: Set<String>
  private let folder: RunFolder?
  private let key: Secret?
  let identity: IdentityReader?
  let gate: Gate
  private let began: Double
  private let notify: @Sendable (Progress) -> Void

  var steps: [Trial: [Int: [CheckResult]]] = [:]
  var gaps: [Trial: (step: Int, gap: Reason)] = [:]
  /// Those of all judging checks that failed, the checks that are not reported included.
  var failed: [Trial: [Int: [CheckResult]]] = [:]
  var wider: [CheckResult] = []
  var transcripts: [Trial: [Transcript]] = [:]
  var preflight: [Transcript] = []
  private var lastSaved = 0.0
  private var costOfSaving = 0.0
  private var delayed: Task<Void, Never>?

  /// Whether all that was to be written has been.
  public private(set) var isKept = true

  /// Opens a ledger for a run that began at that moment; with no folder nothing is written.
  public init(
    _ record: RunRecord, plan: Plan, judge: Judge, folder: RunFolder?, key: Secret? = nil,
    identity: IdentityReader? = nil, gate: Gate = Gate(),
    began: Double = monotonicMilliseconds(),
    notify: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.record = record
    // A case is named once, however often it is tried.
    self.record.cases = plan.trials.filter { $0.number == 1 }.map(\.testCase)
    self.record.checks = plan.checks
    self.record.remedies = plan.remedies
    self.record.selection = plan.selection
    self.record.shard = plan.shard
    for trial in plan.trials where trial.number > trial.testCase.trials {
      self.record.tried[trial.testCase.id] = trial.number
    }
    self.plan = plan
    trials = plan.trials
    self.judge = judge
    checks = Dictionary(plan.judging.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    reported = Set(plan.checks.map(\.id))
    self.folder = folder
    self.key = key
    self.identity = identity
    self.gate = gate
    self.began = began
    self.notify = notify
  }

  /// Saves the record for the first time, before anything else is kept. What is sent again of another
  /// run is a part of it, and does not become the latest.
  public func open() {
    saveRecordNow()
    if isKept, record.replays == nil { folder?.becomeLatest() }
  }

  /// Keeps an exchange of the preflight, which no check judges.
  public func keep(_ transcript: Transcript, _ exchange: Exchange) {
    take(preflight: transcript)
    _ = save(transcript, exchange)
    saveRecord()
  }

  /// Takes up an exchange of the preflight that is kept already.
  func take(preflight transcript: Transcript) {
    count(transcript)
    preflight.append(transcript)
  }

  /// Keeps an exchange and judges it.
  func enter(_ transcript: Transcript, _ exchange: Exchange, of trial: Trial, step: Int) async {
    count(transcript)
    await judge(transcript, of: trial, step: step, path: save(transcript, exchange))
    saveRecord()
  }

  /// Judges a transcript that is kept already.
  func judge(_ transcript: Transcript, of trial: Trial, step: Int, path: String?) async {
    transcripts[trial, default: []].append(transcript)
    let expected = trial.testCase.expect[step - 1].object ?? []
    let verdicts = await judge.judge(
      transcript.json.text, over: .exchange, expecting: Set(expected.map(\.key)))
    let results = verdicts.map { check, verdict in
      CheckResult(
        check, of: trial.testCase.id, step: step, trial: trial.number, verdict: verdict,
        transcript: path)
    }
    let folded = results.folded(by: checks, under: results)
    failed[trial, default: [:]][step] = folded.filter { !$0.allFindings.isEmpty }
    steps[trial, default: [:]][step] = folded.filter { reported.contains($0.check) }
  }

  /// Notes that the rest of a trial is not run, and why.
  func leave(_ trial: Trial, from step: Int, _ gap: Reason) {
    gaps[trial] = (step, gap)
    saveRecord()
  }

  /// Counts what a kept transcript says of the run.
  func count(_ transcript: Transcript) {
    record.requests += 1 + transcript.repetitions
    record.refusals += transcript.refusals
    record.tokens.add(transcript.usage)
    for fingerprint in transcript.fingerprints {
      record.note(fingerprint: fingerprint)
    }
  }

  /// Counts an exchange that the end of the budget cut short, if it was begun.
  func count(unanswered exchange: Exchange) {
    let resent = exchange.refusals.count + exchange.connection.resent
    record.refusals += exchange.refusals.count { [429, 503].contains($0.status) }
    record.requests += resent + (exchange.sent.isEmpty ? 0 : 1)
  }

  /// What was concluded about a trial.
  func results(of trial: Trial) -> [CheckResult] {
    (1...trial.testCase.steps).flatMap { step in
      steps[trial]?[step] ?? missing(trial, step)
    }
  }

  /// Notes that the endpoint cannot be judged, and returns the final record.
  public func stop(_ problem: Preflight.Problem) async -> RunRecord {
    record.problem = problem
    return await finish(.stopped)
  }

  /// Judges what spans cases, and returns the final record.
  public func close(_ ending: RunRecord.Ending) async -> RunRecord {
    // An interruption cancels what is under way, and this is still to be judged.
    await Task {
      await judgeWider(whole: ending == .complete)
      return await finish(ending)
    }.value
  }

  private func finish(_ ending: RunRecord.Ending) async -> RunRecord {
    if let identity {
      record.identity = await identity.identity(
        of: record.model, at: record.endpoint, before: preflight,
        in: trials.flatMap { transcripts[$0] ?? [] })
    }
    record.ending = ending
    update()
    record.leaveOutDisprovedRemedies()
    record.measureRates()
    gate.hold(&record)
    if folder != nil { saveFinal() }
    return record
  }

  /// The inconclusive results of a step that was not run: those that the case itself asks for, or all,
  /// so that what was not sent can never look sound.
  private func missing(_ trial: Trial, _ step: Int) -> [CheckResult] {
    let gap = gaps[trial].flatMap { $0.step <= step ? $0.gap : nil } ?? .interrupted
    let judging = plan.checks.filter { $0.over == .exchange && claims($0, trial, step) }
    var asked = judging.filter { $0.expects != nil }
    // What the server was to be held to must not go by a case that asks for the model's skill alone.
    if gap.isLoss, !asked.contains(where: { $0.level == .must && $0.concerns != .model }) {
      asked = []
    }
    if gap.kind == .notNeeded, asked.isEmpty {
      asked = plan.checks.filter {
        $0.over == .case && $0.expects != nil && claims($0, trial, step)
      }
    }
    return (asked.isEmpty ? judging : asked)
      .map { check in
        CheckResult(
          check, of: trial.testCase.id, step: step, trial: trial.number,
          verdict: record.problem.map { .inconclusive(Reason(.endpoint, $0.what)) } ?? gap.verdict)
      }
  }

  private func claims(_ check: Check, _ trial: Trial, _ step: Int) -> Bool {
    check.reads(trial.testCase.expect[step - 1])
  }

  private func save(_ transcript: Transcript, _ exchange: Exchange) -> String? {
    do {
      return try folder?.save(transcript, exchange, key: key)
    } catch {
      if isKept { notify(.notice(error.description)) }
      isKept = false
      return nil
    }
  }

  /// Saves the record soon, spending no more than a tenth of the time on it, however long it grows.
  private func saveRecord() {
    guard folder != nil, delayed == nil else { return }
    let wait = lastSaved + 10 * costOfSaving - monotonicMilliseconds()
    guard wait > 0 else { return saveRecordNow() }
    delayed = Task {
      try? await Task.sleep(for: .milliseconds(wait))
      if !Task.isCancelled { saveRecordNow() }
    }
  }

  private func saveRecordNow() {
    let began = monotonicMilliseconds()
    update()
    saveFinal()
    lastSaved = monotonicMilliseconds()
    costOfSaving = lastSaved - began
  }

  /// Saves the record as it stands.
  private func saveFinal() {
    delayed?.cancel()
    delayed = nil
    do {
      try folder?.save(record)
    } catch {
      if isKept { notify(.notice(error.description)) }
      isKept = false
    }
  }

  private func update() {
    record.elapsedMilliseconds = monotonicMilliseconds() - began
    record.results = trials.flatMap(results(of:)) + wider
  }
}
