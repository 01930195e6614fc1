internal import JSONText
internal import Transcripts

/// The trials and checks of a run. It is complete, and checked for misspelled names, before the first request.
public struct Plan: Sendable {
  /// The trials, in the order of report.
  public var trials: [Trial]
  /// The checks that are reported.
  public var checks: [Check]
  /// Further checks that may explain the findings of the reported ones. They judge, and are not reported.
  public private(set) var explaining: [Check] = []
  /// The remedies, by id.
  public private(set) var remedies: [String: Remedy] = [:]
  /// The patterns that selected cases and checks.
  public var selection = Selection()
  /// The part of the cases to run; nil for all.
  public var shard: Shard?
  /// All selected cases, including those of other shards.
  private var selected: [Case] = []
  /// The number of checks and cases that are newer than the requirements, and left out.
  public private(set) var newer = (checks: 0, cases: 0)

  /// All checks that judge.
  public var judging: [Check] { checks + explaining }

  /// The ids of the checks that are reported.
  var reported: Set<String> { Set(checks.map(\.id)) }

  /// The trials in groups that run at the same time: a single trial, or all trials of a case.
  var groups: [[Trial]] {
    trials.filter { $0.testCase.part == .regular }.reduce(into: []) { groups, trial in
      if trial.testCase.together, groups.last?.last?.testCase.id == trial.testCase.id {
        groups[groups.count - 1].append(trial)
      } else {
        groups.append([trial])
      }
    }
  }

  /// The trials that provoke errors, which run one by one after all others. Before each, and after the last, a
  /// trial tests whether the endpoint still works.
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
    return selected.filter { $0.kind == .protocol || setup.countsModel }.map { testCase in
      judging.count { check in testCase.expect.contains(where: check.reads) }
    }.reduce(0, +)
  }

  /// Why a plan cannot be made.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// The problem, with a suggestion.
    public var description: String
  }

  /// A plan without trials, for those of a stored run.
  init(toJudgeWith checks: [Check], of catalogue: Catalogue) {
    self.checks = checks
    explaining = catalogue.explaining(checks)
    remedies = catalogue.remedies
    trials = []
  }

  /// Selects from a catalogue.
  public init(
    _ catalogue: Catalogue, profile: Profile, selection: Selection = Selection(),
    requirements: RequirementSet? = nil, shard: Shard? = nil
  ) throws(Problem) {
    for suite in profile.suites where !catalogue.cases.contains(where: { $0.suite == suite }) {
      let known = Set(catalogue.cases.map(\.suite)).sorted().joined(separator: ", ")
      throw Problem(
        description: "the suite `\(suite)` of the profile \(profile.name) does not exist; "
          + "suites: \(known)")
    }
    // In the order of the profile, which starts with the most important suite.
    let allCases = (profile.suites + catalogue.added.sorted()).uniqued()
      .flatMap { suite in catalogue.cases.filter { $0.suite == suite } }
    // A date of requirements does not limit added folders.
    let cases = allCases.filter {
      requirements?.has($0) ?? true || catalogue.added.contains($0.suite)
    }
    let checks = catalogue.checks.filter {
      requirements?.has($0) ?? true || catalogue.addedChecks.contains($0.id)
    }
    newer = (catalogue.checks.count - checks.count, allCases.count - cases.count)
    let names = cases.flatMap(\.names) + checks.flatMap(\.names)
    for pattern in selection.only + selection.skip
    where !Glob(pattern).matches(anyOf: names) {
      let hint = pattern.nearest(of: names).map { "; perhaps `\($0)` is meant" } ?? ""
      throw Problem(
        description:
          "no case of the profile \(profile.name) and no check matches `\(pattern)`\(hint)"
          + " (`*` does not match a slash, `**` does; `conformance list` shows all names)")
    }
    self.selection = selection
    remedies = catalogue.remedies
    self.checks = selection.choose(from: checks, besides: cases)
    explaining = catalogue.explaining(self.checks)
    self.shard = shard
    selected = selection.choose(from: cases)
    let modules = selected.map(\.module).uniqued()
    let ofShard = selected.filter { testCase in
      // The two modes of a case are compared, so they stay in one shard.
      shard?.contains(index: modules.firstIndex(of: testCase.module) ?? 0) ?? true
    }
    let provocations = ofShard.count { $0.part == .provokes }
    trials = ofShard.flatMap { testCase in
      var testCase = testCase
      if testCase.part == .probes { testCase.trials = provocations + 1 }
      return (1...testCase.trials).map { Trial(of: testCase, number: $0) }
    }
    guard !trials.isEmpty, !self.checks.isEmpty else {
      throw Problem(
        description: shard != nil && !selected.isEmpty && !self.checks.isEmpty
          ? "there are fewer cases than shards: this shard is empty"
          : "--only and --skip select no \(trials.isEmpty ? "case" : "check")")
    }
  }
}
