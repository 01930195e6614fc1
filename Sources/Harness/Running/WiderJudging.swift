internal import JSONText
internal import Transcripts

/// Runs the checks that span exchanges: those over a case, and those over the run.
struct WiderJudging: Sendable {
  let plan: Plan
  let judge: Judge
  /// The log of the run; failures that a check over the run explains are folded in it.
  private(set) var log: TrialLog
  private(set) var results: [CheckResult] = []

  init(_ plan: Plan, _ judge: Judge, of log: TrialLog) {
    self.plan = plan
    self.judge = judge
    self.log = log
  }

  /// Judges a run that has ended. If it is incomplete, a check fails only if its findings explain other failures,
  /// and is otherwise inconclusive for a reason.
  mutating func judge(isComplete: Bool, orElse reason: Reason) async {
    if isComplete {
      await judgeCases()
    } else {
      results += plan.checks.filter { $0.over == .case }
        .map { CheckResult($0, of: nil, verdict: .inconclusive(reason)) }
    }
    await judgeRun(isComplete: isComplete, orElse: reason)
  }

  /// Judges the exchanges of each case, in all of its modes together.
  private mutating func judgeCases() async {
    guard plan.judging.contains(where: { $0.over == .case }) else { return }
    let reported = plan.reported
    for module in plan.trials.map(\.testCase.module).uniqued() {
      let trials = sample(of: module)
      let testCase = trials[0].testCase
      let transcripts = log.transcripts(of: trials)
      // With a single exchange, a check over a case has nothing to compare.
      guard transcripts.count > 1 || trials.contains(where: { log.gaps[$0] != nil }) else {
        continue
      }
      // A step that was not needed does not affect the others.
      let gap = trials.compactMap { log.gaps[$0]?.reason }
        .first { $0.kind != .notNeeded || transcripts.isEmpty }
      let document: JSON = [
        "case": ["id": .string(module), "expect": .array(testCase.expect)],
        "transcripts": .array(transcripts.map(\.json)),
      ]
      let expected = testCase.expect.flatMap { $0.object ?? [] }
      let verdicts = await judge.judge(
        document.bytes(), over: .case, expecting: Set(expected.map(\.key)))
      let judged = verdicts.map { check, verdict in
        let isExpected = testCase.expect.contains { check.reads($0) }
        return CheckResult(
          check, of: module, kind: testCase.kind,
          verdict: isExpected ? gap?.verdict ?? verdict : verdict)
      }
      results += judged.folded(by: plan.judging, under: log.failures(of: trials) + judged)
        .filter { reported.contains($0.check) }
    }
  }

  /// Judges the run; its findings may explain the failures of other checks.
  private mutating func judgeRun(isComplete: Bool, orElse reason: Reason) async {
    guard plan.checks.contains(where: { $0.over == .run }) else { return }
    let document: JSON = [
      "transcripts": .array(log.transcripts(of: log.trials).map(\.digest))
    ]
    let reported = plan.reported
    for (check, verdict) in await judge.judge(document.bytes(), over: .run)
    where reported.contains(check.id) {
      var result = CheckResult(check, of: nil, verdict: verdict)
      var explained = 0
      for explanation in result.findings.compactMap(\.explains) {
        explained += explain(explanation, by: result, isComplete: isComplete)
      }
      if !isComplete, explained == 0 { result.verdict = .inconclusive(reason) }
      results.append(result)
    }
  }

  /// Folds the failures that a finding over the run explains under it; returns their number. A finding does not
  /// explain a more severe failure, because the run would look better than it is. If the run is incomplete, it
  /// does not explain a less severe failure either, because the complete run might not have the finding.
  private mutating func explain(
    _ explanation: Finding.Explanation, by finding: CheckResult, isComplete: Bool
  ) -> Int {
    var count = 0
    func explained(_ result: CheckResult) -> CheckResult {
      guard !result.findings.isEmpty, explanation.checks.contains(result.check),
        finding.level == .must || result.level == finding.level,
        isComplete || result.level == finding.level && result.concerns != .model
      else { return result }
      count += 1
      var result = result
      result.fold(result.findings, under: finding.check)
      return result
    }
    let modules = log.change(resultsOf: explanation.transcripts, by: explained)
    results = results.map { result in
      result.testCase.map(modules.contains) == true ? explained(result) : result
    }
    return count
  }

  /// The trials of each mode of a case, in the number that the case requests. Trials that were added for a rate
  /// have no counterpart in the other mode, but replace trials that ended early.
  private func sample(of module: String) -> [Trial] {
    plan.trials.filter { $0.testCase.module == module && $0.number == 1 }.flatMap { first in
      let trials = log.trials.filter { $0.testCase.id == first.testCase.id }
      let complete = trials.filter { log.gaps[$0] == nil }
      let count = first.testCase.trials
      return (complete.count >= count ? complete : trials).prefix(count)
    }
  }
}
