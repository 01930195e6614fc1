internal import JSONText
internal import Transcripts

/// The state of a known failure after a run.
public struct KnownVerdict: Sendable, Equatable {
  /// Its place, such as `known.txt:12`.
  public var place: String
  /// The check, or a pattern for checks.
  var check: String
  /// The case, or a pattern for cases; nil for any case.
  var testCase: String?
  /// The reason, and the date if there is one.
  public var reason: String
  /// Its state.
  public var state: State

  /// The states of a known failure.
  public enum State: String, Sendable {
    /// It fails, as expected.
    case fails
    /// It fails sometimes, and did not in this run.
    case occasional
    /// Undecided: it was not judged, or it passed in only a part of the cases.
    case notJudged = "not-judged"
    /// It fails, and the run does not show whether the conditions of the line hold.
    case unclear
    /// The line is for other servers, or for cases that are not part of the run.
    case elsewhere
    /// It passes, so the line must be removed.
    case stale
    /// The date of the line has passed.
    case expired
  }

  /// The check and the case, as the line names them.
  public var subject: String { [check, testCase].compactMap(\.self).joined(separator: " ") }

  /// Whether it fails the run.
  public var isStale: Bool { state == .stale || state == .expired }

  /// Whether it leaves the outcome of a run open.
  public var isUnclear: Bool { state == .unclear }

  /// Whether the line covers a check.
  func isOf(_ check: String) -> Bool { Glob(self.check).matches(check) }

  /// Whether the line names a result and is not in force for it.
  public func missed(_ result: CheckResult) -> Bool {
    guard state == .elsewhere, isOf(result.check) else { return false }
    guard let testCase = testCase.map(Glob.init) else { return true }
    return result.testCase.map(testCase.matches) ?? false
  }

  /// The JSON of a run record.
  var json: JSON {
    [
      "place": .string(place), "subject": .string(subject), "check": .string(check),
      "case": JSON(testCase), "reason": .string(reason), "state": .string(state.rawValue),
    ]
  }

  /// Notes the state of a line.
  init(_ entry: KnownFailure, in file: String, _ state: State) {
    place = "\(file):\(entry.line)"
    check = entry.check
    testCase = entry.testCase
    reason = entry.reason + (entry.until.map { ", until \($0)" } ?? "")
    self.state = state
  }

  /// Reads the JSON of a run record.
  init?(_ json: JSON) {
    guard let place = json["place"]?.string, let (check, testCase) = Self.subject(kept: json),
      let state = json["state"]?.string.flatMap(State.init(rawValue:))
    else { return nil }
    self.place = place.cut(to: 500)
    self.check = check.cut(to: 500)
    self.testCase = testCase?.cut(to: 500)
    reason = json["reason"]?.string?.cut(to: 500) ?? ""
    self.state = state
  }
}
