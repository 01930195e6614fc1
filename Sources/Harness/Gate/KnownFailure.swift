internal import JSONText
internal import Transcripts

/// A known failure: one line of a file of known failures.
public struct KnownFailure: Sendable, Equatable {
  /// The check, or a pattern for checks.
  var check: String
  /// The case, or a pattern for cases; nil for any case.
  var testCase: String?
  /// Whether the failure is sporadic (`sometimes`).
  var isOccasional = false
  /// Whether the check is inconclusive rather than failed (`unjudged`).
  var isUnjudged = false
  /// The conditions under which the line is in force.
  var conditions: [Condition] = []
  /// The reason, and a link if there is one.
  public var reason: String
  /// The last day of the line, as `2026-12-31`.
  var until: String?
  /// The number of the line in its file.
  var line: Int

  /// A condition such as `version<0.24`.
  struct Condition: Sendable, Equatable {
    var key: String
    var relation: String
    var value: String

    static let keys = ["server", "version", "model", "endpoint", "profile"]
    /// The longer relations are first, because `<` is also the beginning of `<=`.
    static let relations = ["<=", ">=", "!=", "==", "<", ">", "="]
  }

  /// The check and the case, as the line names them.
  public var subject: String { [check, testCase].compactMap(\.self).joined(separator: " ") }

  /// Whether a result is the failure that the line describes.
  func foresees(_ result: CheckResult) -> Bool {
    isUnjudged ? result.verdict.isInconclusive : !result.allFindings.isEmpty
  }

  /// Whether the line has expired on a day.
  func isOver(on day: String) -> Bool { until.map { $0 < day } ?? false }

  /// Whether the line is in force for a run; nil if the run does not show it.
  func isInForce(in record: RunRecord) -> Bool? {
    conditions.map { $0.holds(in: record) }.allTrue
  }
}

extension KnownFailure {
  /// The format of a line, for error messages.
  private static let form =
    "A line is `CHECK [CASE] [sometimes] [unjudged] [when server=vllm version<0.24 …]: REASON[, LINK][, until 2026-12-31]`."

  /// Reads a line.
  init(_ text: String, number: Int, file: String) throws(SuiteProblem) {
    func problem(_ what: String) -> SuiteProblem {
      SuiteProblem(file: file, line: number, what: what, remedy: Self.form)
    }
    // A colon inside a word, as in `qwen3:8b`, belongs to the word.
    guard let colon = text.firstRange(of: ": ") else {
      throw problem("there is no reason after a colon")
    }
    var words = text[..<colon.lowerBound].split(separator: " ").map(String.init)[...]
    guard let check = words.popFirst() else { throw problem("there is no check") }
    self.check = check
    line = number
    if let word = words.first, !["sometimes", "unjudged", "when"].contains(word) {
      testCase = words.popFirst()
    }
    while let word = words.first, ["sometimes", "unjudged"].contains(word) {
      if word == "sometimes" { isOccasional = true } else { isUnjudged = true }
      words.removeFirst()
    }
    if let word = words.popFirst() {
      guard word == "when", !words.isEmpty else {
        throw problem("`\(word)` is not `sometimes`, `unjudged` or `when` with a condition")
      }
      for word in words {
        guard let condition = Condition(word) else {
          throw problem(
            "`\(word)` is not a valid condition: it needs a name (\(Condition.keys.joined(separator: ", "))),"
              + " a relation (\(Condition.relations.joined(separator: " "))) and a value")
        }
        conditions.append(condition)
      }
    }
    var reason = String(text[colon.upperBound...]).trimmed
    if let match = reason.firstMatch(of: /(?:^|,)\s*until\s+(\S+)$/) {
      let date = String(match.output.1)
      guard Timestamp(day: date) != nil else {
        throw problem("`until \(date)` is not a valid date such as 2026-12-31")
      }
      until = date
      reason = String(reason[..<match.range.lowerBound]).trimmed
    }
    // Without this test, a misplaced date would be a part of the reason, and the line would never expire.
    if let match = reason.firstMatch(of: /(?i)\buntil\b\W*\d{4}-\d{2}-\d{2}/) {
      throw problem("`\(match.output)` must be at the end, after a comma: `, until 2026-12-31`")
    }
    guard !reason.isEmpty else { throw problem("there is no reason") }
    self.reason = reason
  }
}

extension KnownFailure.Condition {
  /// Reads a condition; nil if the word is not valid.
  fileprivate init?(_ word: String) {
    for relation in Self.relations {
      guard let found = word.firstRange(of: relation) else { continue }
      key = String(word[..<found.lowerBound])
      self.relation = relation
      value = String(word[found.upperBound...])
      guard Self.keys.contains(key), !value.isEmpty else { return nil }
      return
    }
    return nil
  }

  /// Whether the condition holds; nil if the run does not show it.
  fileprivate func holds(in record: RunRecord) -> Bool? {
    let values: [String] =
      switch key {
      case "model": [record.model].compactMap(\.self)
      case "endpoint": [record.endpoint]
      case "profile": [record.profile]
      default: record.identity[key]?.values.map(\.value) ?? []
      }
    guard !values.isEmpty else {
      // Every server has a version, also if it is unknown. An unknown server is not the named one.
      return key == "version" || record.identity.problem != nil ? nil : relation == "!="
    }
    return values.map(holds).allTrue
  }

  /// Whether an observed value meets the condition; nil if versions cannot be compared.
  private func holds(of observed: String) -> Bool? {
    let pattern = Glob(value.replacing("*", with: "**"))
    switch relation {
    case "=", "==": return pattern.matches(observed)
    case "!=": return !pattern.matches(observed)
    default: break
    }
    // A version such as `main` or a hash has no order.
    guard observed.isVersion, value.isVersion else { return nil }
    switch relation {
    case "<": return observed.isOlder(than: value)
    case ">": return value.isOlder(than: observed)
    case "<=": return !value.isOlder(than: observed)
    default: return !observed.isOlder(than: value)
    }
  }
}

extension [Bool?] {
  /// False if any element is false; otherwise nil if any is unknown.
  fileprivate var allTrue: Bool? {
    contains(false) ? false : contains(nil) ? nil : true
  }
}
