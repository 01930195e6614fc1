internal import JSONText
internal import Transcripts

/// Judges what spans exchanges: the cases, and the run.
struct WiderJudging: Sendable {
  let plan: Plan
  let judge: Judge
  private(set) var log: TrialLog
  private(set) var results: [CheckResult] = []

  init(_ plan: Plan, _ judge: Judge, of log: TrialLog) {
    self.plan = plan
    self.judge = judge
    self.log = log
  }

  /// Judges a run that has ended. A run that ended early fails no check by this, but a finding may explain what
  /// failed in it.
  mutating func judge(isWhole: Bool) async {
    if isWhole {
      await judgeCases()
    } else {
      results += plan.checks.filter { $0.over == .case }
        .map { CheckResult($0, of: nil, verdict: .inconclusive(.interrupted)) }
    }
    await judgeRun(isWhole: isWhole)
  }

  private mutating func judgeCases() async {
    guard plan.judging.contains(where: { $0.over == .case }) else { return }
    let reported = plan.reported
    for module in plan.trials.map(\.testCase.module).uniqued() {
      let trials = sample(of: module)
      let testCase = trials[0].testCase
      let transcripts = log.transcripts(of: trials)
      // A check over a case has nothing to compare in a single exchange.
      guard transcripts.count > 1 || trials.contains(where: { log.gaps[$0] != nil }) else {
        continue
      }
      // A step that was not needed takes nothing away from the others.
      let gap = trials.compactMap { log.gaps[$0]?.reason }
        .first { $0.kind != .notNeeded || transcripts.isEmpty }
      let document: JSON = [
        "case": ["id": .string(module), "expect": .array(testCase.expect)],
        "transcripts": .array(transcripts.map(\.json)),
      ]
      let expected = testCase.expect.flatMap { $0.object ?? [] }
      let verdicts = await judge.judge(
        document.text, over: .case, expecting: Set(expected.map(\.key)))
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

  private mutating func judgeRun(isWhole: Bool) async {
    guard plan.checks.contains(where: { $0.over == .run }) else { return }
    let document: JSON = [
      "transcripts": .array(log.transcripts(of: log.trials).map(\.digest))
    ]
    let reported = plan.reported
    for (check, verdict) in await judge.judge(document.text, over: .run)
    where reported.contains(check.id) {
      var result = CheckResult(check, of: nil, verdict: verdict)
      var explained = 0
      for explanation in result.findings.compactMap(\.explains) {
        explained += explain(explanation, by: result, isWhole: isWhole)
      }
      if !isWhole, explained == 0 { result.verdict = .inconclusive(.interrupted) }
      results.append(result)
    }
  }

  /// Folds the failures that a finding over the run explains under it; returns how many. A finding explains
  /// no failure that weighs more, because that would make the run look better than it is. A finding over a
  /// part of the run explains none that weighs less, because the whole run might not show it.
  private mutating func explain(
    _ explanation: Finding.Explanation, by finding: CheckResult, isWhole: Bool
  ) -> Int {
    var count = 0
    func explained(_ result: CheckResult) -> CheckResult {
      guard !result.findings.isEmpty, explanation.checks.contains(result.check),
        finding.level == .must || result.level == finding.level,
        isWhole || result.level == finding.level && result.concerns != .model
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

  /// As many trials of each mode of a case as it asks for. A trial that was added for a rate has no
  /// counterpart in the other mode, but replaces one that ended early.
  private func sample(of module: String) -> [Trial] {
    plan.trials.filter { $0.testCase.module == module && $0.number == 1 }.flatMap { first in
      let own = log.trials.filter { $0.testCase.id == first.testCase.id }
      let complete = own.filter { log.gaps[$0] == nil }
      let count = first.testCase.trials
      return (complete.count >= count ? complete : own).prefix(count)
    }
  }
}
