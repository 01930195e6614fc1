/// What a check concluded.
public enum Verdict: Sendable, Equatable {
  case pass
  case fail([Finding])
  /// What was seen does not call for the check; why.
  case notApplicable(Reason)
  /// The check could not reach a conclusion; why. It never counts as a pass.
  case inconclusive(Reason)

  /// Whether the check could not reach a conclusion.
  public var isInconclusive: Bool { if case .inconclusive = self { true } else { false } }

  /// The word for it in a run record.
  public var word: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .notApplicable: "not-applicable"
    case .inconclusive: "inconclusive"
    }
  }
}
