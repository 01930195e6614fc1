import Harness

/// What the process ends with.
enum ExitCode: Int32 {
  case conformant = 0
  case notConformant = 1
  case usage = 2
  case undecided = 3
  case drifted = 4
}

extension ExitCode {
  /// How grave it is, beside others.
  var gravity: Int {
    switch self {
    case .conformant: 0
    case .drifted: 1
    case .undecided: 2
    case .usage: 3
    case .notConformant: 4
    }
  }

  /// What a record amounts to.
  init(_ record: RunRecord) {
    self =
      switch record.outcome {
      case .conformant: .conformant
      case .notConformant: .notConformant
      case .drifted: .drifted
      case .undecided: record.problem?.isUsage == true ? .usage : .undecided
      }
  }
}
