/// How a finding differs between two runs.
public enum ChangeKind: Int, CaseIterable, Sendable {
  // The order is the order of rows in reports.
  case stillFails, newlyFails, notJudged, fixed

  /// The word at the beginning of a row.
  var word: String {
    switch self {
    case .stillFails: "STILL FAILS"
    case .newlyFails: "NEWLY FAILS"
    case .notJudged: "NOT JUDGED"
    case .fixed: "FIXED"
    }
  }

  /// The text after a number of changes.
  func tally(_ count: Int) -> String {
    switch self {
    case .stillFails: count == 1 ? "still fails" : "still fail"
    case .newlyFails: count == 1 ? "newly fails" : "newly fail"
    case .notJudged, .fixed: word.lowercased()
    }
  }

  var colour: TextStyle.Colour {
    switch self {
    case .stillFails, .newlyFails: .red
    case .notJudged: .yellow
    case .fixed: .green
    }
  }
}
