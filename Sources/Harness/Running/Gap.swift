/// Why a step of a trial was not run.
public enum Gap: Sendable, Equatable {
  /// The case cannot go on, in its own words or in the judge's.
  case blocked(String)
  /// The case has nothing to try at this endpoint.
  case unneeded(String)
  /// It was not asked, or what was answered is not there, for no reason that lies in the case.
  case lost(String)

  /// What its checks conclude.
  var verdict: Verdict {
    switch self {
    case .blocked(let reason), .lost(let reason): .inconclusive(reason)
    case .unneeded(let reason): .notApplicable(reason)
    }
  }
}
