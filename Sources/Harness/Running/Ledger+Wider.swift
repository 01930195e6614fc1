internal import Transcripts

extension Ledger {
  /// Judges what spans exchanges: the cases, and the run. Of a run that ended early it decides nothing, but
  /// may explain what failed in it.
  func judgeWider(whole: Bool) async {
    guard whole else {
      for check in plan.checks where check.over == .case {
        wider.append(CheckResult(check, of: nil, verdict: .inconclusive(.interrupted)))
      }
      return await judgeRun(isWhole: false)
    }
    guard plan.checks.contains(where: { $0.over != .exchange }) else { return }
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
        .first { $0.kind != .notNeeded || parts.isEmpty }
      let expected = trials[0].testCase.expect.flatMap { $0.object ?? [] }
      let verdicts = await judge.judge(
        document.text, over: .case, expecting: Set(expected.map(\.key)))
      let results = verdicts.map { check, verdict in
        let isClaimed = trials[0].testCase.expect.contains { check.reads($0) }
        return CheckResult(
          check, of: module, verdict: isClaimed ? gap?.verdict ?? verdict : verdict)
      }
      let exchanges = trials.flatMap { trial in
        (failed[trial] ?? [:]).sorted { $0.key < $1.key }.flatMap(\.value)
      }
      wider += results.folded(by: checks, under: exchanges + results)
        .filter { reported.contains($0.check) }
    }
    await judgeRun(isWhole: true)
  }

  private func judgeRun(isWhole: Bool) async {
    let all = trials.flatMap { transcripts[$0] ?? [] }
    guard plan.checks.contains(where: { $0.over == .run }) else { return }
    let document: JSON = ["transcripts": .array(all.map(\.digest))]
    for (check, verdict) in await judge.judge(document.text, over: .run)
    where reported.contains(check.id) {
      var result = CheckResult(check, of: nil, verdict: verdict)
      var explained = 0
      for explanation in result.findings.compactMap(\.explains) {
        explained += explain(explanation, by: result, isWhole: isWhole)
      }
      if !isWhole, explained == 0 { result.verdict = .inconclusive(.interrupted) }
      wider.append(result)
    }
  }

  /// Lets a finding over the run stand for the failures that it explains: one cause, one finding. One that
  /// weighs less than a failure explains none, since it would make the run look better than it is; one over
  /// a part of the run none that weighs less, since the whole might not show it. Returns how many.
  private func explain(
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
    return count
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
}
