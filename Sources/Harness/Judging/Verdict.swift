/// The verdict of a check.
public enum Verdict: Sendable, Equatable {
  case pass
  case fail([Finding])
  /// The check does not apply, for this reason.
  case notApplicable(Reason)
  /// The check could not reach a conclusion, for this reason. It never counts as a pass.
  case inconclusive(Reason)

  /// A verdict without reasons and findings. Raw values are those of run records.
  public enum Kind: String, Sendable, CaseIterable {
    case pass, fail, inconclusive
    case notApplicable = "not-applicable"
  }

  /// The kind of verdict.
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
