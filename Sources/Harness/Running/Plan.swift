internal import Transcripts

/// What a run is to do: decided, and checked for typos, before anything is sent.
public struct Plan: Sendable {
  /// The trials, in the order of report.
  public var trials: [Trial]
  /// The checks that judge them.
  public var checks: [Check]
  /// What narrowed the choice.
  public var selection = Selection()

  /// The trials by the turns that they take: one at a time, or all of a case at once.
  var turns: [[Trial]] {
    trials.reduce(into: []) { turns, trial in
      if trial.testCase.together, turns.last?.last?.testCase.id == trial.testCase.id {
        turns[turns.count - 1].append(trial)
      } else {
        turns.append([trial])
      }
    }
  }

  /// Why there is nothing to run.
  public struct Problem: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and what could be meant.
    public var description: String
  }

  /// An empty plan, to be filled with the trials of a kept run.
  init(toJudgeWith checks: [Check]) {
    self.checks = checks
    trials = []
  }

  /// Chooses from a catalogue.
  public init(
    _ catalogue: Catalogue, profile: Profile, selection: Selection = Selection()
  ) throws(Problem) {
    for suite in profile.suites where !catalogue.cases.contains(where: { $0.suite == suite }) {
      let known = Set(catalogue.cases.map(\.suite)).sorted().joined(separator: ", ")
      throw Problem(
        description: "the profile \(profile.name) names a suite `\(suite)` that is not there; "
          + "suites: \(known)")
    }
    // In the order of the profile: what decides most comes first.
    let cases = (profile.suites + catalogue.added.sorted()).uniqued()
      .flatMap { suite in catalogue.cases.filter { $0.suite == suite } }
    let checks = catalogue.checks
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
    self.checks = selection.choose(from: checks, besides: cases)
    trials = selection.choose(from: cases).flatMap { one in
      (1...one.trials).map { Trial(of: one, number: $0) }
    }
    guard !trials.isEmpty, !self.checks.isEmpty else {
      throw Problem(
        description: "--only and --skip leave \(trials.isEmpty ? "no case" : "no check")")
    }
  }
}
