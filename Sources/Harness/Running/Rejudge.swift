internal import JQ
internal import JSONText
internal import Transcripts

/// Judges the transcripts of a stored run again with the current checks, offline.
public struct Rejudge: Sendable {
  /// The folder of the run.
  public let folder: RunFolder
  /// The stored record.
  public let stored: RunRecord

  /// Why a run cannot be judged again.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem.
    public var description: String
  }

  /// Takes a stored run.
  public init(of run: (folder: RunFolder, record: RunRecord)) {
    (folder, stored) = run
  }

  /// The plan: all trials of the run, and the checks that it selected from a catalogue. All checks that judged
  /// the run must be in the catalogue, because a missing check cannot fail.
  public func plan(with catalogue: Catalogue) throws(Problem) -> Plan {
    let missing = stored.checks.map(\.id).filter { id in
      !catalogue.checks.contains { $0.id == id }
    }
    guard missing.isEmpty else {
      throw Problem(
        description:
          "the run was judged by checks that do not exist here: \(missing.joined(separator: ", "));"
          + " add their folder with --suites")
    }
    let steps = stored.trials.reduce(0) { $0 + $1.testCase.steps }
    guard steps <= Self.maxSteps else {
      throw Problem(description: "its record has \(steps) steps; the maximum is \(Self.maxSteps)")
    }
    var plan = Plan(toJudgeWith: stored.selectedChecks(of: catalogue), of: catalogue)
    plan.selection = stored.selection
    plan.trials = stored.trials
    return plan
  }

  /// A record may come from anyone, and could contain any number of steps.
  private static let maxSteps = 500_000

  /// Judges every stored transcript again.
  public func run(
    _ plan: Plan, judge: Judge, identity: IdentityReader, gate: Gate = Gate()
  ) async -> RunRecord {
    let session = RunSession(
      stored.setup, plan: plan, judge: judge, folder: folder, identity: identity, gate: gate)
    for transcript in preflight { await session.take(preflight: transcript) }
    let gaps = StoredGaps(of: stored)
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
    if let problem = stored.problem {
      var record = await session.stop(problem)
      record.elapsedMilliseconds = stored.elapsedMilliseconds
      return record
    }
    var record = await session.close(
      stored.ending == .running ? .interrupted : stored.ending, after: stored.failure)
    record.elapsedMilliseconds = stored.elapsedMilliseconds
    return record
  }

  /// The transcripts of the preflight; in a merged run, of the preflight of each shard.
  private var preflight: [Transcript] {
    var transcripts: [Transcript] = []
    for part in 1...Shard.maxCount {
      let ofPart = Preflight.files(of: part).compactMap { transcript("\($0).json") }
      if ofPart.isEmpty { break }
      transcripts += ofPart.map { $0.numbered(part) }
    }
    return transcripts
  }

  /// A stored transcript; nil if it is missing or invalid.
  private func transcript(_ path: String) -> Transcript? {
    folder.read(path).flatMap { StrictJSON.decode($0).value }.map(Transcript.init(kept:))
  }
}

extension Transcript {
  /// The transcript with the number of a shard as its trial: each shard wrote 1.
  fileprivate func numbered(_ part: Int) -> Transcript {
    Transcript(
      kept: .object(
        (json.object ?? []).map { $0.key == "trial" ? JSON.Member("trial", JSON(part)) : $0 }))
  }
}

extension RunRecord {
  /// The checks of a catalogue for judging the run again: those that judged it, and newer ones that its
  /// selection includes.
  func selectedChecks(of catalogue: Catalogue) -> [Check] {
    let frozen = setup.requirements.flatMap(catalogue.requirements(of:))
    let available = catalogue.checks.filter {
      frozen?.has($0) ?? true || catalogue.addedChecks.contains($0.id)
    }
    // A pattern may match only cases that are not in the record.
    let suites = catalogue.profile(setup.profile).map { Set($0.suites).union(catalogue.added) }
    let others = catalogue.cases.filter { suites?.contains($0.suite) ?? true }
    let judged = Set(setup.checks.map(\.id))
    let selected = Set(
      setup.selection.choose(from: available, besides: setup.cases + others).map(\.id))
    return catalogue.checks.filter { judged.contains($0.id) || selected.contains($0.id) }
  }
}
