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

  /// Whether a result is as bad as it says.
  func foresees(_ result: CheckResult) -> Bool {
    isUnjudged ? result.verdict.isInconclusive : !result.findings.isEmpty
  }

  /// Whether its time is over on a day.
  func isOver(on day: String) -> Bool { until.map { $0 < day } ?? false }

  /// Whether it is in force for a run; nil where the run does not tell.
  func isInForce(in record: RunRecord) -> Bool? {
    conditions.map { $0.holds(in: record) }.together
  }
}

extension KnownFailure.Condition {
  fileprivate func holds(in record: RunRecord) -> Bool? {
    let values: [String] =
      switch key {
      case "model": [record.model].compactMap(\.self)
      case "endpoint": [record.endpoint]
      case "profile": [record.profile]
      default: record.identity[key]?.values.map(\.value) ?? []
      }
    guard !values.isEmpty else {
      // Every server has a version; one that nobody can name is none in particular.
      return key == "version" || record.identity.problem != nil ? nil : relation == "!="
    }
    return values.map(holds).together
  }

  private func holds(of own: String) -> Bool? {
    let pattern = Glob(value.replacing("*", with: "**"))
    switch relation {
    case "=", "==": return pattern.matches(own)
    case "!=": return !pattern.matches(own)
    default: break
    }
    // What is named `main`, or by a hash, comes neither before a release nor after it.
    guard own.isVersion, value.isVersion else { return nil }
    switch relation {
    case "<": return own.isOlder(than: value)
    case ">": return value.isOlder(than: own)
    case "<=": return !value.isOlder(than: own)
    default: return !own.isOlder(than: value)
    }
  }
}

extension [Bool?] {
  /// Whether all are true: not where one is false, and nobody knows where one is unknown.
  fileprivate var together: Bool? {
    contains(false) ? false : contains(nil) ? nil : true
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

  /// Whether it is numbers, as releases have them, with what may stand behind those; a build's number
  /// alone is short, or else a hash may look like it.
  fileprivate var isVersion: Bool {
    let release = /v?\d{1,9}(\.\d{1,9})+((rc|a|b|alpha|beta|dev|post)\d*)?([.\-+_ ].*)?/
    return wholeMatch(of: release) != nil || wholeMatch(of: /[vb]?\d{1,6}([.\-+_ ].*)?/) != nil
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
