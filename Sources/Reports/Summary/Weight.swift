internal import Harness

/// What a failure comes to, the gravest first.
enum Weight: Int, CaseIterable, Comparable {
  /// It costs conformance.
  case failed
  /// The model lacks a skill, where a case tried one.
  case model
  /// It is worth mending.
  case advice
  /// It is worth knowing.
  case told

  /// Weighs a failure as the record counts it.
  init(of result: CheckResult, in record: RunRecord) {
    self =
      record.counts(result)
      ? .failed : result.level == .must ? .model : result.level == .may ? .told : .advice
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The word above a block.
  var word: String {
    switch self {
    case .failed: "FAILED"
    case .model: "MODEL"
    case .advice: "ADVICE"
    case .told: "NOTE"
    }
  }

  /// What follows a number of them.
  var tally: String {
    switch self {
    case .failed: "failed"
    case .model: "failed by the model"
    case .advice: "advised"
    case .told: "noted"
    }
  }

  var colour: TextStyle.Colour {
    switch self {
    case .failed: .red
    case .model, .advice: .yellow
    case .told: .grey
    }
  }
}
