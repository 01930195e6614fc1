internal import JSONText

/// Why a check has no pass and no failure.
public struct Reason: Sendable, Equatable, Hashable {
  /// What kind of reason it is. Decisions depend on this, and never on the words.
  public var kind: Kind
  /// The reason, for people.
  public var words: String

  /// Notes a reason.
  public init(_ kind: Kind, _ words: String) {
    self.kind = kind
    self.words = words
  }

  /// The kinds of reasons, as a run record names them.
  public enum Kind: String, Sendable, CaseIterable {
    /// The check does not apply to what was exchanged, or the case expects nothing of its kind.
    case doesNotApply = "does-not-apply"
    /// The case had no need of the step.
    case notNeeded = "not-needed"
    /// A finding over the run explains the failure.
    case explained
    /// The check saw too little to decide.
    case undecided
    /// The check was stopped, raised an error or gave no usable output.
    case checkFailed = "check-failed"
    /// The case could not go on.
    case blocked
    /// The run ended first.
    case interrupted
    /// The step was run, and its transcript is missing.
    case noTranscript = "no-transcript"
    /// The endpoint as a whole could not be judged.
    case endpoint
  }
}

extension Reason {
  /// Why a step is not sent: the case, or the judge, cannot go on.
  static func blocked(_ words: String) -> Self { Reason(.blocked, words.cut(to: 500)) }

  /// Why a step is not sent: the case has nothing to try at this endpoint.
  static func notNeeded(_ words: String) -> Self { Reason(.notNeeded, words.cut(to: 500)) }

  /// What the checks of a step conclude that was not run for this reason.
  var verdict: Verdict { kind == .notNeeded ? .notApplicable(self) : .inconclusive(self) }

  /// Whether the step is missing for no reason that lies in its case.
  var isLoss: Bool { [.interrupted, .noTranscript, .endpoint].contains(kind) }

  /// What was not answered before an interruption, or before the budget was used up.
  static let interrupted = Reason(.interrupted, "the run ended before this was answered")
  /// What a kept run does not hold.
  static let noTranscript = Reason(.noTranscript, "no transcript of this step was kept")
}
