internal import JQ
internal import JSONText
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

  /// What to judge again, with those checks of a catalogue that the run's own selection leaves. All checks
  /// that judged it must be in the catalogue, because a missing check cannot fail.
  public func plan(with catalogue: Catalogue) throws(Problem) -> Plan {
    let missing = kept.checks.map(\.id).filter { id in
      !catalogue.checks.contains { $0.id == id }
    }
    guard missing.isEmpty else {
      throw Problem(
        description:
          "the run was judged by checks that are not here (\(missing.joined(separator: ", ")));"
          + " name their folder with --suites")
    }
    let steps = kept.trials.reduce(0) { $0 + $1.testCase.steps }
    guard steps <= Self.mostSteps else {
      throw Problem(description: "its record tells of \(steps) steps, more than any run has")
    }
    var plan = Plan(toJudgeWith: kept.selectedChecks(of: catalogue), of: catalogue)
    plan.selection = kept.selection
    plan.trials = kept.trials
    return plan
  }

  private static let mostSteps = 500_000

  /// Judges every kept transcript again.
  public func run(
    _ plan: Plan, judge: Judge, identity: IdentityReader, gate: Gate = Gate()
  ) async -> RunRecord {
    let session = RunSession(kept.setup, plan: plan, judge: judge, identity: identity, gate: gate)
    for transcript in preflight { await session.take(preflight: transcript) }
    let gaps = KeptGaps(of: kept)
    for trial in plan.trials {
      for step in 1...trial.testCase.steps {
        let path = RunFolder.stem(of: trial.testCase.id, trial: trial.number, step: step) + ".json"
        guard let transcript = transcript(path) else {
          await session.skip(trial, from: step, gaps.gap(of: trial, step) ?? .noTranscript)
          break
        }
        await session.take(transcript, of: trial, step: step, path: path)
      }
    }
    if let problem = kept.problem {
      var record = await session.stop(problem)
      record.elapsedMilliseconds = kept.elapsedMilliseconds
      return record
    }
    var record = await session.close(kept.ending == .running ? .interrupted : kept.ending)
    record.elapsedMilliseconds = kept.elapsedMilliseconds
    return record
  }

  /// What was asked before all else, by each part of a run that was put together.
  private var preflight: [Transcript] {
    var all: [Transcript] = []
    for part in 1...Shard.most {
      let own = Preflight.files(of: part).compactMap { transcript("\($0).json") }
      if own.isEmpty { break }
      all += own.map { $0.numbered(part) }
    }
    return all
  }

  private func transcript(_ path: String) -> Transcript? {
    folder.read(path).flatMap { StrictJSON.decode($0).value }.map(Transcript.init(kept:))
  }
}

extension Transcript {
  /// The transcript as one of a part: each calls its own the first.
  fileprivate func numbered(_ part: Int) -> Transcript {
    Transcript(
      kept: .object(
        (json.object ?? []).map { $0.key == "trial" ? JSON.Member("trial", JSON(part)) : $0 }))
  }
}

extension RunRecord {
  /// Those checks of a catalogue that a run like this one is judged by: all that judged it, and what its
  /// own choice leaves of those that have come since.
  func selectedChecks(of catalogue: Catalogue) -> [Check] {
    let frozen = setup.requirements.flatMap(catalogue.requirements(of:))
    let asked = catalogue.checks.filter {
      frozen?.has($0) ?? true || catalogue.addedChecks.contains($0.id)
    }
    // A pattern may have left none of the cases that it chose among.
    let suites = catalogue.profile(setup.profile).map { Set($0.suites).union(catalogue.added) }
    let others = catalogue.cases.filter { suites?.contains($0.suite) ?? true }
    let own = Set(setup.checks.map(\.id))
    let chosen = Set(setup.selection.choose(from: asked, besides: setup.cases + others).map(\.id))
    return catalogue.checks.filter { own.contains($0.id) || chosen.contains($0.id) }
  }
}
