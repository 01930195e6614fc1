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

  /// Whether a rate is good enough.
  public enum Verdict: String, Sendable {
    case pass, fail, inconclusive
  }

  /// Whether it came out now in this way, now in that.
  public var isFlaky: Bool { 0 < successes && successes < trials }

  /// The rate of some trials, in their order; nil where none was judged.
  init?(_ check: String, of testCase: String, outcomes: [Bool], rule: RateRule) {
    guard !outcomes.isEmpty else { return nil }
    self.check = check
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

extension [CheckResult] {
  /// How the trials of one case came out for each check that concerns the model, in their order. A trial
  /// of several steps comes through where none of them failed.
  func modelOutcomes() -> [(check: String, outcomes: [Bool])] {
    let judged = filter { $0.concerns == .model && $0.trial != nil && $0.reason == nil }
    let checks = Dictionary(grouping: judged, by: \.check)
    return judged.map(\.check).uniqued().map { check in
      let trials = Dictionary(grouping: checks[check] ?? []) { $0.trial ?? 1 }
      let outcomes = trials.sorted { $0.key < $1.key }
        .map { trial in trial.value.allSatisfy { $0.findings.isEmpty } }
      return (check, outcomes)
    }
  }
}
