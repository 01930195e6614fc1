internal import JQ
internal import Transcripts

/// Judges a kept run again, offline: its transcripts, with the checks as they are now.
public struct Rejudgement: Sendable {
  /// Where it is kept.
  public let folder: RunFolder
  /// The record as it was kept.
  public let kept: RunRecord

  /// Why a run cannot be judged again.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is missing or wrong, and where.
    public var description: String
  }

  /// Takes up a kept run.
  public init(of run: (folder: RunFolder, record: RunRecord)) {
    (folder, kept) = run
  }

  /// Those of some checks that the run's own choice leaves; all that judged it must be among them,
  /// since a check that is missing cannot fail.
  public func checks(of catalogue: Catalogue) throws(Problem) -> [Check] {
    let missing = kept.checks.map(\.id).filter { id in
      !catalogue.checks.contains { $0.id == id }
    }
    guard missing.isEmpty else {
      throw Problem(
        description:
          "the run was judged by checks that are not here (\(missing.joined(separator: ", ")));"
          + " name their folder with --suites")
    }
    return kept.selection.choose(from: catalogue.checks, besides: catalogue.cases)
  }

  /// Judges every transcript that was kept with some checks.
  public func run(
    _ checks: [Check], judge: Judge, identity: IdentityReader, gate: Gate = Gate()
  ) async -> RunRecord {
    var plan = Plan(toJudgeWith: checks)
    plan.selection = kept.selection
    for one in kept.cases {
      plan.trials += (1...kept.trials(of: one)).map { Trial(of: one, number: $0) }
    }
    var fresh = kept
    fresh.results = []
    fresh.requests = 0
    fresh.tokens = RunRecord.Tokens()
    fresh.fingerprints = []
    // What it was held against then says nothing of what it is judged by now.
    fresh.pinned = nil
    fresh.known = []
    let ledger = Ledger(
      fresh, plan: plan, judge: judge, folder: nil, identity: identity, gate: gate)
    for step in 1...3 {
      if let transcript = transcript("transcripts/preflight/1-\(step).json") {
        await ledger.take(preflight: transcript)
      }
    }
    for trial in plan.trials {
      for step in 1...trial.testCase.steps {
        let path = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step) + ".json"
        guard let transcript = transcript(path) else {
          await ledger.leave(trial, from: step, gap(trial, step))
          break
        }
        await ledger.count(transcript)
        await ledger.judge(transcript, of: trial, step: step, path: path)
      }
    }
    var record = await ledger.close(kept.ending == .running ? .interrupted : kept.ending)
    record.elapsedMilliseconds = kept.elapsedMilliseconds
    return record
  }

  private func transcript(_ path: String) -> Transcript? {
    folder.read(path).flatMap { StrictJSON.decode($0).value }.map(Transcript.init(kept:))
  }

  /// Why a step was not run, as the kept record has it.
  private func gap(_ trial: Trial, _ step: Int) -> Gap {
    let results = kept.results.filter {
      $0.testCase == trial.testCase.id && $0.trial == trial.number && $0.step == step
    }
    for result in results {
      if case .inconclusive(let reason) = result.verdict { return .blocked(reason) }
    }
    return results.compactMap(\.reason).first.map(Gap.unneeded)
      ?? .blocked("no transcript of this step was kept")
  }
}
