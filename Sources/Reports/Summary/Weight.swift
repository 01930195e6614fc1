internal import Harness

/// What a failure comes to, the gravest first.
enum Weight: Int, CaseIterable, Comparable {
  /// It costs conformance.
  case failed
  /// The model failed at times, and not so often that it would cost conformance.
  case flaky
  /// The model lacks a skill, where a case tried one.
  case model
  /// It is known to fail.
  case known
  /// It is worth mending.
  case advice
  /// It is worth knowing.
  case told

  /// Weighs a failure as the record counts it.
  init(of result: CheckResult, in record: RunRecord) {
    self =
      if record.counts(result) {
        .failed
      } else if result.known != nil {
        .known
      } else if let rate = record.rate(of: result), rate.verdict != .fail,
        // What never succeeded does not come and go, unless that is still open.
        rate.successes > 0 || record.counts(rate)
      {
        .flaky
      } else {
        result.level == .must ? .model : result.level == .may ? .told : .advice
      }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The word above a block.
  var word: String {
    switch self {
    case .failed: "FAILED"
    case .flaky: "FLAKY"
    case .model: "MODEL"
    case .known: "KNOWN"
    case .advice: "ADVICE"
    case .told: "NOTE"
    }
  }

  /// What follows a number of them.
  var tally: String {
    switch self {
    case .failed: "failed"
    case .flaky: "flaky"
    case .model: "failed by the model and not counted"
    case .known: "known to fail"
    case .advice: "advised"
    case .told: "noted"
    }
  }

  var colour: TextStyle.Colour {
    switch self {
    case .failed: .red
    case .flaky, .model, .advice: .yellow
    case .known, .told: .grey
    }
  }
}
