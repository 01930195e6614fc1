internal import Harness
internal import JSONText
internal import Transcripts

extension RunRecord {
  /// How often a defect occurred among everything that its check judged: `6 of 130 judged answers,
  /// in 4 cases`; nil if there was only one thing to judge.
  func frequency(of cause: Cause, limit: Int) -> String? {
    let failed = Set(cause.all.map { Sample(of: $0.result) }).count
    let judged = results.filter { $0.check == cause.check.id && $0.reason == nil }
    let total = Set(judged.map { Sample(of: $0) }).count
    guard total > 1 else { return cause.consequenceWords }
    let kind =
      switch cause.check.over {
      case .exchange: "answers"
      case .case: "cases"
      case .run: "runs"
      }
    let places =
      cause.check.over == .exchange && !cause.cases.isEmpty
      ? ", in \(cause.cases.abbreviated(limit: limit))" : ""
    return "\(failed) of \(total) judged \(kind)\(places)"
      + (habit(of: cause, among: judged).map { "; \($0)" } ?? "")
      + (cause.consequenceWords.map { "; \($0)" } ?? "")
  }

  /// The success rate of the model in its worst case, and the conclusion.
  func rateWords(of cause: Cause) -> String? {
    let rates = cause.all.compactMap { rate(of: $0.result) }.filter {
      $0.trials > 1 || affectsOutcome($0)
    }
    guard let rate = rates.min(by: { $0.interval.upperBound < $1.interval.upperBound }) else {
      return nil
    }
    return "\(rate.testCase): \(rate.words(by: setup.rateRule))"
  }

  /// Whether a server failure occurs in every trial of a request, if there were several.
  private func habit(of cause: Cause, among judged: [CheckResult]) -> String? {
    guard cause.check.over == .exchange, cause.check.concerns != .model else { return nil }
    var systematic: String?
    for id in cause.cases {
      let own = Dictionary(grouping: judged.filter { $0.testCase == id }) { $0.trial ?? 1 }
      let failed = own.values.count { $0.contains { !$0.findings.isEmpty } }
      // One trial without the failure is enough to call it sporadic.
      if failed < own.count { return "sporadic: \(id) fails in \(failed) of \(own.count) trials" }
      if own.count > 1 {
        systematic = systematic ?? "systematic: \(id) fails in all \(own.count) trials"
      }
    }
    return systematic
  }

  /// Why the failure is known, or which entry lists it and does not apply.
  func knownWords(of cause: Cause) -> String? {
    let result = cause.example.result
    return result.known?.words
      ?? known.first { $0.missed(result) }.map {
        "\($0.place) lists it, but its conditions do not match this run"
      }
  }

  /// The entry that leaves the run undecided although every check has a verdict, because its
  /// conditions are unknown.
  var unclearLine: String? {
    known.first(where: \.isUnclear).map {
      "\($0.place): could not determine whether its conditions match, and the verdict depends on it:"
        + " check what the endpoint reports about itself, or remove `when` from the line"
    }
  }

  /// The stale known failures, which fail the run although no check does.
  var staleLines: [String] {
    known.filter(\.isStale).map { entry in
      let reason =
        entry.state == .stale
        ? "it passes now: remove the line"
        : "expired: fix the failure or extend the date"
      return "\(entry.place): \(entry.subject): \(reason) (\(entry.reason))"
    }
  }
}

extension RunRecord {
  /// The rates with enough trials.
  var measuredRates: [Rate] { allRates.filter { $0.isCalledFor && $0.trials > 1 } }

  /// The rate with the lowest lower bound.
  var lowestRate: Rate? { measuredRates.min { $0.interval.lowerBound < $1.interval.lowerBound } }
}

extension RateRule {
  /// The rule in a few sentences.
  var words: String {
    "A rate of \(good.percent) is good, a rate of \(bad.percent) is bad. A model with good rates in all skills"
      + " fails in at most \(error.percent) of runs, and a skill with a bad rate passes in at most"
      + " \(error.percent). A case has at most \(maxTrials) trials."
  }
}

extension Rate.Verdict {
  /// The text after a number of rates.
  var word: String {
    switch self {
    case .pass: "good enough"
    case .fail: "not good enough"
    case .inconclusive: "open"
    }
  }
}

extension Rate {
  /// The share and its interval: `18 of 20 trials passed (true rate between 67 % and 98 %)`.
  var share: String {
    "\(successes) of \(trials) trials passed (true rate between \(interval.lowerBound.percent) and"
      + " \(interval.upperBound.percent))"
  }

  /// The share and the conclusion.
  func words(by rule: RateRule) -> String {
    let conclusion =
      switch verdict {
      case .pass: "good enough (\(rule.good.percent) is good, \(rule.bad.percent) is bad)"
      case .fail: "not good enough (\(rule.good.percent) is good, \(rule.bad.percent) is bad)"
      case .inconclusive:
        "too few trials to distinguish \(rule.good.percent) from \(rule.bad.percent); allow more with --trials"
      }
    let gap = unjudged == 0 ? "" : ", \(unjudged) more not judged"
    return "\(share)\(gap): \(conclusion)"
  }
}

extension Double {
  /// A share in whole percent.
  fileprivate var percent: String { "\((self * 100).whole) %" }
}

/// A unit that a check judges.
private struct Sample: Hashable {
  let testCase: String?
  let step: Int?
  let trial: Int?

  init(of result: CheckResult) {
    testCase = result.testCase
    step = result.step
    trial = result.trial
  }
}
