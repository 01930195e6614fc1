/// Why a step of a trial was not run.
public enum Gap: Sendable, Equatable {
  /// The case cannot go on, in its own words or in the judge's.
  case blocked(String)
  /// The case has nothing to try at this endpoint.
  case unneeded(String)

  /// What its checks conclude.
  var verdict: Verdict {
    switch self {
    case .blocked(let reason): .inconclusive(reason)
    case .unneeded(let reason): .notApplicable(reason)
    }
  }
}
