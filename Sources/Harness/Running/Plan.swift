internal import JSONText
internal import Transcripts

/// What a run is to do: decided, and checked for typos, before anything is sent.
public struct Plan: Sendable {
  /// The trials, in the order of report.
  public var trials: [Trial]
  /// The checks that judge them.
  public var checks: [Check]
  /// Further checks that may explain what those find; they judge too, and are not reported.
  public private(set) var explaining: [Check] = []
  /// What to change where a check fails, by id.
  public private(set) var remedies: [String: Remedy] = [:]
  /// What narrowed the choice.
  public var selection = Selection()
  /// The part of the cases that it takes; nil for all of them.
  public var shard: Shard?
  /// All cases that were chosen, those of other parts included.
  private var chosen: [Case] = []
  /// How many checks and cases are left out since the requirements are older.
  public private(set) var newer = (checks: 0, cases: 0)

  /// All checks that a judge of this plan needs.
  public var judging: [Check] { checks + explaining }

  /// The ids of the checks that are reported.
  var reported: Set<String> { Set(checks.map(\.id)) }

  /// The trials by the turns that they take: one at a time, or all of a case at once.
  var turns: [[Trial]] {
    trials.filter { $0.testCase.part == .usual }.reduce(into: []) { turns, trial in
      if trial.testCase.together, turns.last?.last?.testCase.id == trial.testCase.id {
        turns[turns.count - 1].append(trial)
      } else {
        turns.append([trial])
      }
    }
  }

  /// The trials that provoke errors, one after the other once all others have ended, with the trials
  /// between them that ask whether the endpoint is well.
  var provocations: [Trial] {
    var probes = trials.filter { $0.testCase.part == .probes }[...]
    let between = trials.filter { $0.testCase.part == .provokes }.flatMap { trial in
      [probes.popFirst(), trial].compactMap(\.self)
    }
    return between + probes
  }

  /// How many skills of a model can fail a run with that setup. They share the probability of a false alarm,
  /// also if the run is split into shards.
  public func skills(in setup: RunSetup) -> Int {
    let judging = checks.filter {
      $0.concerns == .model && $0.over == .exchange && setup.isEnforced($0.level)
    }
    return chosen.filter { $0.kind == .protocol || setup.countsModel }.reduce(0) { sum, one in
      sum + judging.count { check in one.expect.contains(where: check.reads) }
    }
  }

  /// Why there is nothing to run.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what could be meant.
    public var description: String
  }

  /// An empty plan, to be filled with the trials of a kept run.
  init(toJudgeWith checks: [Check], of catalogue: Catalogue) {
    self.checks = checks
    explaining = catalogue.explaining(checks)
    remedies = catalogue.remedies
    trials = []
  }

  /// Chooses from a catalogue.
  public init(
    _ catalogue: Catalogue, profile: Profile, selection: Selection = Selection(),
    requirements: RequirementSet? = nil, shard: Shard? = nil
  ) throws(Problem) {
    for suite in profile.suites where !catalogue.cases.contains(where: { $0.suite == suite }) {
      let known = Set(catalogue.cases.map(\.suite)).sorted().joined(separator: ", ")
      throw Problem(
        description: "the profile \(profile.name) names a suite `\(suite)` that is not there; "
          + "suites: \(known)")
    }
    // In the order of the profile: what decides most comes first.
    let allCases = (profile.suites + catalogue.added.sorted()).uniqued()
      .flatMap { suite in catalogue.cases.filter { $0.suite == suite } }
    // Of folders that somebody added, they know what they ask.
    let cases = allCases.filter {
      requirements?.has($0) ?? true || catalogue.added.contains($0.suite)
    }
    let checks = catalogue.checks.filter {
      requirements?.has($0) ?? true || catalogue.addedChecks.contains($0.id)
    }
    newer = (catalogue.checks.count - checks.count, allCases.count - cases.count)
    let names = cases.flatMap(\.names) + checks.flatMap(\.names)
    for given in selection.only + selection.skip {
      if !Glob(given).matches(anyOf: names) {
        let near = given.nearest(of: names).map { "; perhaps `\($0)` is meant" } ?? ""
        throw Problem(
          description:
            "no case of the profile \(profile.name) and no check matches `\(given)`\(near)"
            + " (`*` stays within a folder, `**` does not; `conformance list` shows all)")
      }
    }
    self.selection = selection
    remedies = catalogue.remedies
    self.checks = selection.choose(from: checks, besides: cases)
    explaining = catalogue.explaining(self.checks)
    self.shard = shard
    chosen = selection.choose(from: cases)
    let modules = chosen.map(\.module).uniqued()
    let own = chosen.filter { one in
      // The two modes of a case are compared, so they stay together.
      shard?.takes(modules.firstIndex(of: one.module) ?? 0) ?? true
    }
    trials = own.flatMap { one in
      var one = one
      if one.part == .probes { one.trials = own.count { $0.part == .provokes } + 1 }
      return (1...one.trials).map { Trial(of: one, number: $0) }
    }
    guard !trials.isEmpty, !self.checks.isEmpty else {
      throw Problem(
        description: shard != nil && !chosen.isEmpty && !self.checks.isEmpty
          ? "there are fewer cases than shards: this one is empty"
          : "--only and --skip leave \(trials.isEmpty ? "no case" : "no check")")
    }
  }
}
