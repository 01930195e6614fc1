import Harness

/// What the process ends with.
enum ExitCode: Int32 {
  case conformant = 0
  case notConformant = 1
  case usage = 2
  case undecided = 3
}

extension ExitCode {
  /// What a record amounts to.
  init(_ record: RunRecord) {
    self =
      switch record.outcome {
      case .conformant: .conformant
      case .notConformant: .notConformant
      case .undecided: record.problem?.isUsage == true ? .usage : .undecided
      }
  }
}
