internal import JQ
internal import JSONText
internal import Transcripts

/// Runs the checks over the run.
struct RunJudging: Sendable {
  let plan: Plan
  let judge: Judge
  /// The log of the run; failures that a check over the run explains are folded in it.
  private(set) var log: TrialLog
  /// The results of the checks over the cases and, after judging, of those over the run.
  private(set) var results: [CheckResult]

  init(_ plan: Plan, _ judge: Judge, of log: TrialLog, besides results: [CheckResult]) {
    self.plan = plan
    self.judge = judge
    self.log = log
    self.results = results
  }

  /// Judges a run that has ended; its findings may explain the failures of other checks. If the run is incomplete,
  /// a check fails only if its findings explain other failures, and is otherwise inconclusive for a reason.
  mutating func judge(isComplete: Bool, orElse reason: Reason) async {
    guard plan.checks.contains(where: { $0.over == .run }) else { return }
    let document = Input(list: log.digests).member("transcripts", of: "{")
    let reported = plan.reported
    for (check, verdict) in await judge.judge(document, over: .run)
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
}
