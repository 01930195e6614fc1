internal import Transcripts

/// A failure that somebody knows of, and why it may stay for now.
public struct KnownFailure: Sendable, Equatable {
  /// The check, or a pattern for checks.
  var check: String
  /// The case, or a pattern for cases; nil for any.
  var testCase: String?
  /// Whether it need not fail each time.
  var isOccasional = false
  /// Whether it is not that the check fails, but that it comes to no verdict.
  var isUnjudged = false
  /// Where it is in force.
  var conditions: [Condition] = []
  /// Why, and where to read about it.
  public var reason: String
  /// The last day on which it may fail, as `2026-12-31`.
  var until: String?
  /// The line of its file.
  var line: Int

  /// A condition such as `version<0.24`.
  struct Condition: Sendable, Equatable {
    var key: String
    var relation: String
    var value: String

    static let keys = ["server", "version", "model", "endpoint", "profile"]
    static let relations = ["<=", ">=", "!=", "==", "<", ">", "="]
  }

  /// What it is about, as its line names it.
  public var subject: String { [check, testCase].compactMap(\.self).joined(separator: " ") }

  /// Whether a result is what it speaks of.
  func covers(_ result: CheckResult) -> Bool {
    guard Glob(check).matches(result.check) else { return false }
    guard let testCase else { return true }
    return result.testCase.map(Glob(testCase).matches) ?? false
  }

  /// Whether a result is as bad as it says.
  func foresees(_ result: CheckResult) -> Bool {
    result.verdict.word == (isUnjudged ? "inconclusive" : "fail")
  }

  /// Whether its time is over on a day.
  func isOver(on day: String) -> Bool { until.map { $0 < day } ?? false }

  /// Whether it is in force for a run.
  func applies(to record: RunRecord) -> Bool {
    conditions.allSatisfy { $0.holds(in: record) }
  }
}

extension KnownFailure.Condition {
  fileprivate func holds(in record: RunRecord) -> Bool {
    let values: [String] =
      switch key {
      case "model": [record.model].compactMap(\.self)
      case "endpoint": [record.endpoint]
      case "profile": [record.profile]
      default: record.identity[key]?.values.map(\.value) ?? []
      }
    // What nobody can name is nothing in particular.
    guard !values.isEmpty else { return relation == "!=" && record.identity.problem == nil }
    return values.allSatisfy { own in
      switch relation {
      case "=", "==": Glob(value.replacing("*", with: "**")).matches(own)
      case "!=": !Glob(value.replacing("*", with: "**")).matches(own)
      case "<": own.isOlder(than: value)
      case ">": value.isOlder(than: own)
      case "<=": !value.isOlder(than: own)
      default: !own.isOlder(than: value)
      }
    }
  }
}

extension String {
  /// Whether a version comes before another, number by number; what has letters behind its numbers,
  /// such as `0.23.1rc1`, comes before what has not.
  func isOlder(than other: String) -> Bool {
    let (left, right) = (versionParts, other.versionParts)
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let a = index < left.numbers.count ? left.numbers[index] : 0
      let b = index < right.numbers.count ? right.numbers[index] : 0
      if a != b { return a < b }
    }
    return left.isEarly && !right.isEarly
  }

  private var versionParts: (numbers: [Int], isEarly: Bool) {
    let text = drop { !$0.isNumber }
    let release = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let rest = text.dropFirst(release.count).lowercased()
    let isEarly = ["rc", "a", "b", ".dev", "dev", "-rc", "-alpha", "-beta"].contains {
      rest.hasPrefix($0)
    }
    return (release.split(separator: ".").compactMap { Int($0) }, isEarly)
  }
}
