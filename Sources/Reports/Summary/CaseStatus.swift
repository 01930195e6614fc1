internal import Harness

/// The status of a group of results, the most severe last.
enum CaseStatus: Int, Comparable {
  /// No check applied.
  case untouched
  case passed
  /// A failure that does not count.
  case advised
  /// A known failure.
  case known
  /// A failure that occurs too rarely to count.
  case flaky
  case undecided
  case failed

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The status as text.
  var word: String {
    switch self {
    case .untouched: "not applicable"
    case .passed: "passed"
    case .advised: "failed, not counted"
    case .known: "known to fail"
    case .flaky: "flaky"
    case .undecided: "not judged"
    case .failed: "failed"
    }
  }

  /// A sign for the status.
  var sign: String {
    switch self {
    case .untouched: "–"
    case .passed: "✓"
    case .advised: "!"
    case .known: "k"
    case .flaky: "~"
    case .undecided: "?"
    case .failed: "✗"
    }
  }
}

extension RunRecord {
  /// The status of one result.
  func status(of result: CheckResult) -> CaseStatus {
    switch result.verdict {
    case .pass: .passed
    // A failure that another finding explains has the status of that finding.
    case .notApplicable: explanation(of: result).map(status) ?? .untouched
    case .inconclusive:
      result.known != nil ? .known : isSuperseded(result) ? .untouched : .undecided
    case .fail:
      switch Severity(of: result, in: self) {
      case .failed: .failed
      case .flaky: rate(of: result).map(isUndecided) ?? false ? .undecided : .flaky
      case .known: .known
      case .model, .advice, .note: .advised
      }
    }
  }

  /// The failure of another check that explains a failure: of the same exchange, or else of the same case,
  /// or else of the run.
  func explanation(of result: CheckResult) -> CheckResult? {
    guard let cause = result.explainedBy, cause != result.check else { return nil }
    let failures = results.filter { $0.check == cause && !$0.findings.isEmpty }
    return failures.first { $0.transcript != nil && $0.transcript == result.transcript }
      ?? failures.first { $0.testCase != nil && $0.testCase == result.testCase }
      ?? failures.last { $0.testCase == nil } ?? failures.last
  }

  /// The most severe status of some results.
  func status(of results: some Sequence<CheckResult>) -> CaseStatus {
    results.map(status).max() ?? .untouched
  }
}
