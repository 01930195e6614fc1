internal import Harness

/// How a group of results stands, the graver the greater.
enum Standing: Int, Comparable {
  /// No check applied.
  case untouched
  case passed
  /// Something failed that does not count.
  case advised
  /// It fails, and is known to.
  case known
  /// It fails at times, and not so often that it would count.
  case flaky
  case undecided
  case failed

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The state in words.
  var word: String {
    switch self {
    case .untouched: "nothing to judge"
    case .passed: "passed"
    case .advised: "failed, not counted"
    case .known: "known to fail"
    case .flaky: "flaky"
    case .undecided: "not judged"
    case .failed: "failed"
    }
  }

  /// A sign for it.
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
  /// How one result stands.
  func standing(of result: CheckResult) -> Standing {
    switch result.verdict {
    case .pass: .passed
    case .notApplicable: explanation(of: result).map(standing) ?? .untouched
    case .inconclusive:
      result.known != nil ? .known : isMadeUpFor(result) ? .untouched : .undecided
    case .fail:
      switch Weight(of: result, in: self) {
      case .failed: .failed
      case .flaky: rate(of: result).map(isOpen) ?? false ? .undecided : .flaky
      case .known: .known
      case .model, .advice, .told: .advised
      }
    }
  }

  /// The finding that is the cause of a failure, where another check has it.
  func explanation(of result: CheckResult) -> CheckResult? {
    guard let cause = result.explainedBy, cause != result.check else { return nil }
    return results.last { $0.check == cause && !$0.findings.isEmpty }
  }

  /// How some results stand together.
  func standing(of results: some Sequence<CheckResult>) -> Standing {
    results.map(standing).max() ?? .untouched
  }
}
