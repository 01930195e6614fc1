/// What a check concluded.
public enum Verdict: Sendable, Equatable {
  case pass
  case fail([Finding])
  /// The exchange does not call for the check, for this reason.
  case notApplicable(Reason)
  /// The check could not reach a conclusion, for this reason. It never counts as a pass.
  case inconclusive(Reason)

  /// A verdict without its reasons and findings; its raw value is the word in a run record.
  public enum Kind: String, Sendable, CaseIterable {
    case pass, fail, inconclusive
    case notApplicable = "not-applicable"
  }

  /// Which verdict it is.
  public var kind: Kind {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .notApplicable: .notApplicable
    case .inconclusive: .inconclusive
    }
  }

  /// Whether the check could not reach a conclusion.
  public var isInconclusive: Bool { kind == .inconclusive }
}
