internal import JSONText

/// Why a check is not applicable or inconclusive.
public struct Reason: Sendable, Equatable, Hashable {
  /// The kind. Decisions depend only on the kind, never on the text.
  public var kind: Kind
  /// The reason as text.
  public var words: String

  /// Creates a reason.
  public init(_ kind: Kind, _ words: String) {
    self.kind = kind
    self.words = words
  }

  /// The kinds of reasons. Raw values are those of run records.
  public enum Kind: String, Sendable, CaseIterable {
    /// The check does not apply to the exchange, or the case does not expect what it tests.
    case doesNotApply = "does-not-apply"
    /// The case did not need the step.
    case notNeeded = "not-needed"
    /// The finding of another check explains the failure.
    case explained
    /// The check had too little evidence.
    case undecided
    /// The check was stopped, raised an error or had no usable output.
    case checkFailed = "check-failed"
    /// The case could not continue.
    case blocked
    /// The run ended first.
    case interrupted
    /// The step was sent, but its transcript is missing.
    case noTranscript = "no-transcript"
    /// The endpoint as a whole could not be judged, or no longer.
    case endpoint
  }
}

extension Reason {
  /// A step is not sent because the case cannot continue.
  static func blocked(_ words: String) -> Self { Reason(.blocked, words.cut(to: 500)) }

  /// A step is not sent because the case does not need it at this endpoint.
  static func notNeeded(_ words: String) -> Self { Reason(.notNeeded, words.cut(to: 500)) }

  /// The verdict of checks about a step that was not sent for this reason.
  var verdict: Verdict { kind == .notNeeded ? .notApplicable(self) : .inconclusive(self) }

  /// Whether the step is missing for a reason outside of its case.
  var isLoss: Bool { [.interrupted, .noTranscript, .endpoint].contains(kind) }

  /// The step was not answered before an interruption, or before the budget was used up.
  static let interrupted = Reason(.interrupted, "the run ended before this step was answered")
  /// The run ended while the check waited for its turn.
  static let notJudgedInTime = Reason(
    .interrupted, "the run ended before the response was judged; its transcript is stored")
  /// The stored run does not contain the step.
  static let noTranscript = Reason(.noTranscript, "the transcript of this step is missing")
}
