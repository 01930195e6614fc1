internal import JSONText
internal import Transcripts

/// Decides which cases are tried again.
struct TrialPolicy: Sendable {
  let setup: RunSetup

  /// The number of trials that distinguishes a systematic defect from a sporadic one.
  private static let enoughTrials = 3

  /// Whether a case is tried once more after its trials so far: a rate in question is undecided. Replays have
  /// the trials of the run that they repeat.
  func triesAgain(_ trials: [Trial], in log: TrialLog, results: [CheckResult]) -> Bool {
    guard setup.replays == nil, let last = trials.last, last.number < setup.rateRule.most,
      trials.allSatisfy(log.hasEnded)
    else { return false }
    return setup.needsAnotherTrial(after: results)
  }

  /// More trials of the cases that alone show a defect of the server that counts: one response does not show
  /// whether it is systematic. Cases that provoke errors are not tried again, because they do harm each time,
  /// and not those that wait for a timeout. A shard does not see whether other shards show the same defect.
  func confirmations(in log: TrialLog, results: [CheckResult]) -> [Trial] {
    guard setup.replays == nil, setup.shard == nil, setup.rateRule.most >= Self.enoughTrials
    else { return [] }
    let failed = results.filter {
      !$0.findings.isEmpty && $0.concerns != .model && setup.affectsOutcome($0, with: .none)
    }
    let alone = Set(
      Dictionary(grouping: failed, by: \.check).values
        .map { Set($0.compactMap(\.testCase)) }.filter { $0.count == 1 }.flatMap(\.self))
    let first = log.trials.filter { $0.number == 1 }
    return first.map(\.testCase).filter { testCase in
      alone.contains(testCase.id) && testCase.part == .usual && !testCase.together
        && !timesOut(testCase, in: log)
    }.flatMap { testCase in
      let tried = log.trials.count { $0.testCase.id == testCase.id }
      return (tried..<max(tried, Self.enoughTrials)).map { Trial(of: testCase, number: $0 + 1) }
    }
  }

  private func timesOut(_ testCase: Case, in log: TrialLog) -> Bool {
    log.transcripts(of: log.trials.filter { $0.testCase.id == testCase.id })
      .contains { $0.json["ending"]?.string == Ending.timedOut.rawValue }
  }
}
