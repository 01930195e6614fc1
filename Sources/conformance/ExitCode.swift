import Harness
import Reports

/// The exit code of the process.
enum ExitCode: Int32 {
  /// No check that counts failed.
  case conformant = 0
  /// A check that counts failed.
  case notConformant = 1
  /// An argument, a file or a suite must be changed first.
  case usage = 2
  /// The evidence is not sufficient for a verdict.
  case undecided = 3
  /// Conformant, but different from the pin or from the expected parallelism.
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
    // A failure is proven, so the problems of other runs must not hide it.
    case .notConformant: 4
    }
  }

  /// The exit code of a replay.
  init(_ report: ReplayReport, _ fresh: RunRecord, isComplete: Bool) {
    // A replay that is incomplete does not prove that a failure is fixed.
    let isOpen = report.has(.notJudged) || fresh.outcome == .undecided || !isComplete
    self =
      report.has(.stillFails) || report.has(.newlyFails) || fresh.outcome == .notConformant
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
