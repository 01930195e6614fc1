import Harness
import Reports

/// The exit code of the process.
enum ExitCode: Int32 {
  case conformant = 0
  case notConformant = 1
  case usage = 2
  case undecided = 3
  case drifted = 4
}

extension ExitCode {
  /// The severity, for comparison with other exit codes.
  var severity: Int {
    switch self {
    case .conformant: 0
    case .drifted: 1
    case .undecided: 2
    case .usage: 3
    case .notConformant: 4
    }
  }

  /// The exit code of a replay.
  init(_ report: ReplayReport, _ fresh: RunRecord, isComplete: Bool) {
    let isOpen = report.has(.notJudged) || fresh.outcome == .undecided || !isComplete
    self =
      report.has(.stillFails) || report.has(.newlyFails)
      ? .notConformant : isOpen ? .undecided : .conformant
  }

  /// The exit code of a run.
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
