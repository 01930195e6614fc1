internal import JQ
public import Transcripts

/// Keeps a run as it goes: what was exchanged, what was concluded, and what is still missing.
///
/// The record it saves is valid at any moment: what has not run yet stands in it as inconclusive.
public actor Ledger {
  private var record: RunRecord
  private let plan: Plan
  /// Those of the plan, and those that were added since a rate is in question.
  private var trials: [Trial]
  private let judge: Judge
  private let folder: RunFolder?
  private let key: Secret?
  private let identity: IdentityReader?
  private let gate: Gate
  private let began: Double
  private let notify: @Sendable (Progress) -> Void

  private var steps: [Trial: [Int: [CheckResult]]] = [:]
  private var gaps: [Trial: (step: Int, gap: Gap)] = [:]
  private var wider: [CheckResult] = []
  private var transcripts: [Trial: [Transcript]] = [:]
  private var preflight: [Transcript] = []
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
    steps[trial, default: [:]][step] = verdicts.map { check, verdict in
      CheckResult(
        check, of: trial.testCase.id, step: step, trial: trial.number, verdict: verdict,
        transcript: path)
    }
  }

  /// Notes that the rest of a trial is not run, and why.
  func leave(_ trial: Trial, from step: Int, _ gap: Gap) {
    gaps[trial] = (step, gap)
    saveRecord()
  }

  /// Counts what a kept transcript says of the run.
  func count(_ transcript: Transcript) {
    record.requests += 1 + transcript.repetitions
    record.tokens.add(transcript.usage)
    for fingerprint in transcript.fingerprints {
      record.note(fingerprint: fingerprint)
    }
  }

  /// Counts an exchange that the end of the budget cut short, if it was begun.
  func count(unanswered exchange: Exchange) {
    let resent = exchange.refusals.count + exchange.connection.resent
    record.requests += resent + (exchange.sent.isEmpty ? 0 : 1)
  }

  /// What was concluded about a trial.
  func results(of trial: Trial) -> [CheckResult] {
    (1...trial.testCase.steps).flatMap { step in
      steps[trial]?[step] ?? missing(trial, step)
    }
  }

  /// One more trial of a case whose rate is in question, once all that were begun have ended; nil where
  /// none is, or it is decided.
  func another(of one: Case) async -> Trial? {
    // What is sent again of another run has the trials that it had.
    guard record.replays == nil else { return nil }
    await recognize()
    let own = trials.filter { $0.testCase.id == one.id }
    guard let last = own.last, last.number < record.rateRule.most, own.allSatisfy(hasEnded) else {
      return nil
    }
    var results = own.flatMap(results(of:))
    gate.known?.mark(&results, in: record)
    guard record.asksAgain(after: results), let place = trials.lastIndex(of: last)
    else { return nil }
    let next = Trial(of: one, number: last.number + 1)
    trials.insert(next, at: place + 1)
    record.tried[one.id] = next.number
    return next
  }

  private func hasEnded(_ trial: Trial) -> Bool {
    gaps[trial] != nil || steps[trial]?.count == trial.testCase.steps
  }

  /// Finds out of the preflight what the endpoint is, where that decides what is known to fail.
  private func recognize() async {
    guard gate.known != nil, let identity, record.identity == Identity() else { return }
    record.identity = await identity.identity(
      of: record.model, at: record.endpoint, before: preflight, in: [])
  }

  /// Notes that the endpoint cannot be judged, and returns the final record.
  public func stop(_ problem: Preflight.Problem) async -> RunRecord {
    record.problem = problem
    return await finish(.stopped)
  }

  /// Judges what spans cases, and returns the final record.
  public func close(_ ending: RunRecord.Ending) async -> RunRecord {
    await judgeWider(whole: ending == .complete)
    return await finish(ending)
  }

  private func finish(_ ending: RunRecord.Ending) async -> RunRecord {
    if let identity {
      record.identity = await identity.identity(
        of: record.model, at: record.endpoint, before: preflight,
        in: trials.flatMap { transcripts[$0] ?? [] })
    }
    record.ending = ending
    update()
    record.measureRates()
    gate.hold(&record)
    if folder != nil { saveFinal() }
    return record
  }

  private func judgeWider(whole: Bool) async {
    let all = trials.flatMap { transcripts[$0] ?? [] }
    for check in plan.checks where check.over != .exchange && !whole {
      wider.append(CheckResult(check, of: nil, verdict: .inconclusive(Self.interrupted)))
    }
    guard whole, plan.checks.contains(where: { $0.over != .exchange }) else { return }
    for module in plan.trials.map(\.testCase.module).uniqued() {
      let trials = sample(of: module)
      let parts = trials.flatMap { transcripts[$0] ?? [] }
      let document: JSON = [
        "case": ["id": .string(module), "expect": .array(trials[0].testCase.expect)],
        "transcripts": .array(parts.map(\.json)),
      ]
      // What spans exchanges has nothing to say of a single one.
      guard parts.count > 1 || trials.contains(where: { gaps[$0] != nil }) else { continue }
      // What was not needed takes nothing from what was seen.
      let gap = trials.compactMap { gaps[$0]?.gap }
        .first { if case .unneeded = $0 { parts.isEmpty } else { true } }
      let expected = trials[0].testCase.expect.flatMap { $0.object ?? [] }
      let verdicts = await judge.judge(
        document.text, over: .case, expecting: Set(expected.map(\.key)))
      for (check, verdict) in verdicts {
        let isClaimed = trials[0].testCase.expect.contains { check.reads($0) }
        wider.append(
          CheckResult(
            check, of: module,
            verdict: isClaimed ? gap?.verdict ?? verdict : verdict))
      }
    }
    let document: JSON = ["transcripts": .array(all.map(\.digest))]
    for (check, verdict) in await judge.judge(document.text, over: .run) {
      let result = CheckResult(check, of: nil, verdict: verdict)
      wider.append(result)
      for explanation in result.findings.compactMap(\.explains) {
        explain(explanation, by: result)
      }
    }
  }

  /// Lets a finding over the run stand for the failures that it explains: one cause, one finding. One that
  /// weighs less than a failure explains none, since it would make the run look better than it is.
  private func explain(_ explanation: Finding.Explanation, by finding: CheckResult) {
    func explained(_ result: CheckResult) -> CheckResult {
      guard !result.findings.isEmpty, explanation.checks.contains(result.check),
        finding.level == .must || result.level == finding.level
      else { return result }
      var result = result
      result.verdict = .notApplicable("\(finding.check) explains what failed here")
      return result
    }
    var cases: Set<String> = []
    for (trial, results) in steps {
      for (step, all) in results {
        let stem = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step)
        guard explanation.transcripts.contains("\(stem).json") else { continue }
        steps[trial]?[step] = all.map(explained)
        cases.insert(trial.testCase.module)
      }
    }
    wider = wider.map { result in
      result.testCase.map(cases.contains) == true ? explained(result) : result
    }
  }

  /// As many trials of each mode of a case as it asks for: what was tried again for the sake of a rate
  /// has no counterpart in the other mode, but stands in for what ended early.
  private func sample(of module: String) -> [Trial] {
    plan.trials.filter { $0.testCase.module == module && $0.number == 1 }.flatMap { first in
      let own = trials.filter { $0.testCase.id == first.testCase.id }
      let whole = own.filter { gaps[$0] == nil }
      let count = first.testCase.trials
      return (whole.count >= count ? whole : own).prefix(count)
    }
  }

  /// What is concluded of what an interruption, or the end of the budget, left unanswered.
  static let interrupted = "the run ended before this was answered"

  /// The inconclusive results of a step that was not run: those that the case itself asks for, or all,
  /// so that what was not sent can never look sound.
  private func missing(_ trial: Trial, _ step: Int) -> [CheckResult] {
    let gap = gaps[trial].flatMap { $0.step <= step ? $0.gap : nil } ?? .lost(Self.interrupted)
    let judging = plan.checks.filter { $0.over == .exchange && claims($0, trial, step) }
    var asked = judging.filter { $0.expects != nil }
    // What the server was to be held to must not go by a case that asks for the model's skill alone.
    if case .lost = gap, !asked.contains(where: { $0.level == .must && $0.concerns != .model }) {
      asked = []
    }
    if case .unneeded = gap, asked.isEmpty {
      asked = plan.checks.filter {
        $0.over == .case && $0.expects != nil && claims($0, trial, step)
      }
    }
    return (asked.isEmpty ? judging : asked)
      .map { check in
        CheckResult(
          check, of: trial.testCase.id, step: step, trial: trial.number,
          verdict: record.problem.map { .inconclusive($0.what) } ?? gap.verdict)
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
