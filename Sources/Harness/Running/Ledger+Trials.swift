internal import Transcripts

extension Ledger {
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
    guard record.asksAgain(after: results) else { return nil }
    return add(Trial(of: one, number: last.number + 1))
  }

  /// The cases that alone show a defect of the server that counts, to be sent again: one answer does not say
  /// whether it is systematic. Those that provoke errors are not, since they do harm each time, nor those
  /// that wait for their deadline; and a part of a run does not see whether other parts show the same.
  func doubted() async -> [Trial] {
    guard record.replays == nil, plan.shard == nil, record.rateRule.most >= Self.enoughTrials
    else { return [] }
    await recognize()
    var results = trials.flatMap(results(of:))
    gate.known?.mark(&results, in: record)
    let failed = results.filter {
      !$0.findings.isEmpty && $0.concerns != .model && record.counts($0)
    }
    let alone = Set(
      Dictionary(grouping: failed, by: \.check).values
        .map { Set($0.compactMap(\.testCase)) }.filter { $0.count == 1 }.flatMap(\.self))
    let cases = trials.filter { $0.number == 1 }.map(\.testCase).filter {
      alone.contains($0.id) && $0.part == .usual && !$0.together && !isLate($0)
    }
    return cases.flatMap { one in
      let tried = trials.count { $0.testCase.id == one.id }
      return (tried..<max(tried, Self.enoughTrials)).map { add(Trial(of: one, number: $0 + 1)) }
    }
  }

  /// Whether an answer of a case did not come in time.
  private func isLate(_ one: Case) -> Bool {
    trials.contains { trial in
      trial.testCase.id == one.id
        && transcripts[trial]?.contains { $0.json["ending"]?.string == Ending.timedOut.rawValue }
          == true
    }
  }

  /// As many trials as tell a defect that is always there from one that comes and goes.
  private static let enoughTrials = 3

  /// Takes one more trial of a case into the run.
  private func add(_ trial: Trial) -> Trial {
    let last = trials.lastIndex { $0.testCase.id == trial.testCase.id } ?? trials.count - 1
    trials.insert(trial, at: last + 1)
    record.tried[trial.testCase.id] = trial.number
    return trial
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
}
