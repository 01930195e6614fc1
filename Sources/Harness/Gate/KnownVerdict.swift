internal import JSONText
internal import Transcripts

/// What came of a known failure in a run.
public struct KnownVerdict: Sendable, Equatable {
  /// Where it stands: `known.txt:12`.
  public var place: String
  /// The check that it names, or a pattern for checks.
  var check: String
  /// The case that it names, or a pattern for cases; nil for any.
  var testCase: String?
  /// Why it may fail.
  public var reason: String
  /// What came of it.
  public var state: State

  /// What can come of a known failure.
  public enum State: String, Sendable {
    /// It fails, as it must.
    case fails
    /// It fails at times, and did not this time.
    case occasional
    /// Nothing decides it: it was not judged, or passed in a part of what it speaks of.
    case notJudged = "not-judged"
    /// It fails, and whether the line is about this server could not be told.
    case unclear
    /// It is about other servers, or about what was not asked.
    case elsewhere
    /// It passes: its line has to go.
    case stale
    /// Its time is over.
    case expired
  }

  /// What it is about, as its line names it.
  public var subject: String { [check, testCase].compactMap(\.self).joined(separator: " ") }

  /// Whether it fails the run.
  public var isStale: Bool { state == .stale || state == .expired }

  /// Whether it leaves the outcome of a run open.
  public var isUnclear: Bool { state == .unclear }

  /// Whether it is about a check.
  func isOf(_ check: String) -> Bool { Glob(self.check).matches(check) }

  /// Whether it names a result, and is not in force where that failed.
  public func missed(_ result: CheckResult) -> Bool {
    guard state == .elsewhere, isOf(result.check) else { return false }
    guard let testCase = testCase.map(Glob.init) else { return true }
    return result.testCase.map(testCase.matches) ?? false
  }

  /// As a run record holds it.
  var json: JSON {
    [
      "place": .string(place), "subject": .string(subject), "check": .string(check),
      "case": JSON(testCase), "reason": .string(reason), "state": .string(state.rawValue),
    ]
  }

  /// Notes what came of it.
  init(_ entry: KnownFailure, in file: String, _ state: State) {
    place = "\(file):\(entry.line)"
    check = entry.check
    testCase = entry.testCase
    reason = entry.reason + (entry.until.map { ", until \($0)" } ?? "")
    self.state = state
  }

  /// Reads what a record holds.
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
