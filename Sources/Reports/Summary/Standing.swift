internal import Harness

/// How a group of results stands, the graver the greater.
enum Standing: Int, Comparable {
  /// No check applied.
  case untouched
  case passed
  /// Something failed that does not count.
  case advised
  case undecided
  case failed

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The state in words.
  var word: String {
    switch self {
    case .untouched: "nothing to judge"
    case .passed: "passed"
    case .advised: "advice"
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
    case .notApplicable: .untouched
    case .inconclusive: .undecided
    case .fail: counts(result) ? .failed : .advised
    }
  }

  /// How some results stand together.
  func standing(of results: some Sequence<CheckResult>) -> Standing {
    results.map(standing).max() ?? .untouched
  }
}
