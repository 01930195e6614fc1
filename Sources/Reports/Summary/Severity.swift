internal import Harness

/// The severity of a failure, the most severe first.
enum Severity: Int, CaseIterable, Comparable {
  /// It fails the run.
  case failed
  /// The model failed in some trials, but too rarely to fail the run.
  case flaky
  /// The model lacks a skill that a case tests.
  case model
  /// It is a known failure.
  case known
  /// It is worth fixing.
  case advice
  /// It is worth knowing.
  case note

  /// The severity of a failure according to the record.
  init(of result: CheckResult, in record: RunRecord) {
    self =
      if record.affectsOutcome(result) {
        .failed
      } else if result.known != nil {
        .known
      } else if let rate = record.rate(of: result), rate.verdict != .fail,
        // A check that never passed is not flaky, unless its rate is still open.
        rate.successes > 0 || record.affectsOutcome(rate)
      {
        .flaky
      } else {
        result.level == .must ? .model : result.level == .may ? .note : .advice
      }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The word at the beginning of a block.
  var word: String {
    switch self {
    case .failed: "FAILED"
    case .flaky: "FLAKY"
    case .model: "MODEL"
    case .known: "KNOWN"
    case .advice: "ADVICE"
    case .note: "NOTE"
    }
  }

  /// The text after a number of failures.
  var tally: String {
    switch self {
    case .failed: "failed"
    case .flaky: "flaky"
    case .model: "failed by the model, not counted"
    case .known: "known to fail"
    case .advice: "advisory"
    case .note: "noted"
    }
  }

  var colour: TextStyle.Colour {
    switch self {
    case .failed: .red
    case .flaky, .model, .advice: .yellow
    case .known, .note: .grey
    }
  }
}
