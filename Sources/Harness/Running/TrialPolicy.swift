internal import JSONText
internal import Transcripts

/// Decides which cases get more trials.
struct TrialPolicy: Sendable {
  let setup: RunSetup

  /// The number of trials that distinguishes systematic from sporadic defects.
  private static let enoughTrials = 3

  /// Whether a case needs another trial, because a rate is undecided. A replay has the trials of the run that
  /// it repeats.
  func triesAgain(_ trials: [Trial], in log: TrialLog, results: [CheckResult]) -> Bool {
    guard setup.replays == nil, let last = trials.last, last.number < setup.rateRule.maxTrials,
      trials.allSatisfy(log.hasEnded)
    else { return false }
    return setup.needsAnotherTrial(after: results)
  }

  /// More trials of a case if it is the only one that shows a defect of the server that counts: one response
  /// does not show whether the defect is systematic. There are none for cases that provoke errors, because
  /// each trial disturbs the endpoint, and for cases that time out. There are none in a shard, because other
  /// shards may show the same defect.
  func confirmations(in log: TrialLog, results: [CheckResult]) -> [Trial] {
    guard setup.replays == nil, setup.shard == nil, setup.rateRule.maxTrials >= Self.enoughTrials
    else { return [] }
    let failed = results.filter {
      !$0.findings.isEmpty && $0.concerns != .model && setup.affectsOutcome($0, with: .none)
    }
    let alone = Set(
      Dictionary(grouping: failed, by: \.check).values
        .map { Set($0.compactMap(\.testCase)) }.filter { $0.count == 1 }.flatMap(\.self))
    let first = log.trials.filter { $0.number == 1 }
    return first.map(\.testCase).filter { testCase in
      alone.contains(testCase.id) && testCase.part == .regular && !testCase.together
        && !timesOut(testCase, in: log)
    }.flatMap { testCase in
      let tried = log.trials.count { $0.testCase.id == testCase.id }
      return (tried..<max(tried, Self.enoughTrials)).map { Trial(of: testCase, number: $0 + 1) }
    }
  }

  /// Whether a request of a case timed out, so that more trials would take too long.
  private func timesOut(_ testCase: Case, in log: TrialLog) -> Bool {
    log.responses(of: log.trials.filter { $0.testCase.id == testCase.id })
      .contains(where: \.isTimeout)
  }
}
