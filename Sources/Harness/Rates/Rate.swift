internal import JSONText
internal import Transcripts

/// How often a model passed a check in a case, and whether that is good enough.
public struct Rate: Sendable, Equatable {
  /// The check.
  public var check: String
  /// The case.
  public var testCase: String
  /// How many trials passed.
  public var successes: Int
  /// How many trials were judged.
  public var trials: Int
  /// The confidence interval of the model's true rate.
  public var interval: ClosedRange<Double>
  /// Whether the rate is good enough.
  public var verdict: Verdict
  /// The level of the check.
  var level: Check.Level
  /// The kind of the case.
  var kind: Case.Kind
  /// How many trials did not need the check.
  var unneeded: Int
  /// How many trials have no verdict.
  public var unjudged: Int
  /// Whether all of its failures are known failures.
  var isKnown: Bool

  /// The three answers to whether a rate is good enough.
  public enum Verdict: String, Sendable {
    case pass, fail, inconclusive
  }

  /// Whether enough trials needed the check for the rate to say something about the case; a failure
  /// always does.
  public var isCalledFor: Bool { successes < trials || unneeded <= trials + unjudged }

  /// Computes the rate from the trials of a case.
  init(_ skill: Skill, of testCase: String, rule: RateRule) {
    let outcomes = skill.outcomes
    check = skill.check
    level = skill.level
    kind = skill.kind
    isKnown = skill.isKnown
    (unneeded, unjudged) = (skill.unneeded, skill.unjudged)
    self.testCase = testCase
    successes = outcomes.count { $0 }
    trials = outcomes.count
    interval = rule.interval(successes, of: trials)
    verdict =
      Self.decision(on: outcomes, by: rule) ?? rule.conclusion(successes, of: trials)
  }

  /// Returns the first decision; trials that follow, because other checks of the case need them, do
  /// not change it.
  static func decision(on outcomes: [Bool], by rule: RateRule) -> Verdict? {
    var successes = 0
    for (number, outcome) in outcomes.enumerated() {
      if outcome { successes += 1 }
      if let decision = rule.decision(successes, of: number + 1) { return decision }
    }
    return nil
  }

  /// The JSON form in a run record.
  var json: JSON {
    [
      "check": .string(check), "case": .string(testCase), "successes": JSON(successes),
      "trials": JSON(trials), "low": JSON(interval.lowerBound), "high": JSON(interval.upperBound),
      "verdict": .string(verdict.rawValue),
    ]
  }
}

/// The results of one check that concerns the model in the trials of one case.
struct Skill: Sendable {
  /// The check.
  let check: String
  let level: Check.Level
  /// The kind of the case.
  let kind: Case.Kind
  /// The outcomes of the judged trials in order; a trial of several steps passes if no step failed.
  let outcomes: [Bool]
  /// How many trials did not need the check.
  let unneeded: Int
  /// How many trials have no verdict at one step or more.
  let unjudged: Int
  /// Whether all of its failures are known failures.
  let isKnown: Bool

  /// Takes the results of one check in one case; nil if no trial was judged.
  fileprivate init?(_ results: [CheckResult]) {
    check = results[0].check
    level = results[0].level
    kind = results[0].kind
    let failed = results.filter { !$0.findings.isEmpty }
    isKnown = !failed.isEmpty && failed.allSatisfy { $0.known != nil }
    // A step that was not judged because of a known failure does not affect the rest of its trial.
    let own = results.filter { !$0.verdict.isInconclusive || $0.known == nil }
    let trials = Dictionary(grouping: own) { $0.trial ?? 1 }.sorted { $0.key < $1.key }
      .map { trial in Set(trial.value.map(\.verdict.kind)) }
    // Nil if a step of the trial has no verdict.
    func outcome(of kinds: Set<Verdict.Kind>) -> Bool? {
      kinds.contains(.fail)
        ? false : kinds.contains(.pass) && !kinds.contains(.inconclusive) ? true : nil
    }
    outcomes = trials.compactMap(outcome)
    unneeded = trials.count { $0 == [.notApplicable] }
    unjudged = trials.count - unneeded - outcomes.count
    if outcomes.isEmpty { return nil }
  }
}

extension [CheckResult] {
  /// The results of each check that concerns the model, for the trials of one case.
  func skills() -> [Skill] {
    let own = filter { $0.concerns == .model && $0.trial != nil }
    let checks = Dictionary(grouping: own, by: \.check)
    return own.map(\.check).uniqued().compactMap { Skill(checks[$0] ?? []) }
  }
}
