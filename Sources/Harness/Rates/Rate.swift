internal import Transcripts

/// How often a model came through a check in a case, and whether that is good enough.
public struct Rate: Sendable, Equatable {
  /// The check.
  public var check: String
  /// The case.
  public var testCase: String
  /// How many trials came through.
  public var successes: Int
  /// How many trials were judged.
  public var trials: Int
  /// Between which rates the model's own lies, as far as the trials tell.
  public var interval: ClosedRange<Double>
  /// Whether that is good enough.
  public var verdict: Verdict
  /// How much the check weighs.
  var level: Check.Level
  /// How many trials did not call for the check.
  var unneeded: Int
  /// How many trials came to no verdict.
  public var unjudged: Int
  /// Whether it is known that it may fail.
  var isKnown: Bool

  /// Whether a rate is good enough.
  public enum Verdict: String, Sendable {
    case pass, fail, inconclusive
  }

  /// Whether so many trials called for it that it says something of its case: a failure always does.
  public var isCalledFor: Bool { successes < trials || unneeded <= trials + unjudged }

  /// The rate of some trials of a case.
  init(_ skill: Skill, of testCase: String, rule: RateRule) {
    let outcomes = skill.outcomes
    check = skill.check
    level = skill.level
    isKnown = skill.isKnown
    (unneeded, unjudged) = (skill.unneeded, skill.unjudged)
    self.testCase = testCase
    successes = outcomes.count { $0 }
    trials = outcomes.count
    interval = rule.interval(successes, of: trials)
    verdict =
      Self.decision(on: outcomes, by: rule) ?? rule.conclusion(successes, of: trials)
  }

  /// What was decided first: what other checks of the case needed more trials for does not undo it.
  static func decision(on outcomes: [Bool], by rule: RateRule) -> Verdict? {
    var successes = 0
    for (number, outcome) in outcomes.enumerated() {
      if outcome { successes += 1 }
      if let decision = rule.decision(successes, of: number + 1) { return decision }
    }
    return nil
  }

  /// As a run record holds it.
  var json: JSON {
    [
      "check": .string(check), "case": .string(testCase), "successes": JSON(successes),
      "trials": JSON(trials), "low": JSON(interval.lowerBound), "high": JSON(interval.upperBound),
      "verdict": .string(verdict.rawValue),
    ]
  }
}

/// What a model showed of a check in the trials of one case.
struct Skill: Sendable {
  /// The check.
  let check: String
  let level: Check.Level
  /// How the trials that were judged came out, in their order: one of several steps comes through where
  /// none of them failed.
  let outcomes: [Bool]
  /// How many trials did not call for the check.
  let unneeded: Int
  /// How many trials came to no verdict, at a step at least.
  let unjudged: Int
  /// Whether all that failed of it is known.
  let isKnown: Bool

  /// Takes results of one check in one case; nil where none of its trials was judged.
  fileprivate init?(_ results: [CheckResult]) {
    check = results[0].check
    level = results[0].level
    let failed = results.filter { !$0.findings.isEmpty }
    isKnown = !failed.isEmpty && failed.allSatisfy { $0.known != nil }
    // What could not be judged because of what is known takes nothing from the rest of its trial.
    let own = results.filter { !$0.verdict.isInconclusive || $0.known == nil }
    let words = Dictionary(grouping: own) { $0.trial ?? 1 }.sorted { $0.key < $1.key }
      .map { trial in Set(trial.value.map(\.verdict.word)) }
    func comes(_ words: Set<String>) -> Bool? {
      words.contains("fail")
        ? false : words.contains("pass") && !words.contains("inconclusive") ? true : nil
    }
    outcomes = words.compactMap(comes)
    unneeded = words.count { $0 == ["not-applicable"] }
    unjudged = words.count - unneeded - outcomes.count
    if outcomes.isEmpty { return nil }
  }
}

extension [CheckResult] {
  /// What the trials of one case showed of each check that concerns the model.
  func skills() -> [Skill] {
    let own = filter { $0.concerns == .model && $0.trial != nil }
    let checks = Dictionary(grouping: own, by: \.check)
    return own.map(\.check).uniqued().compactMap { Skill(checks[$0] ?? []) }
  }
}
