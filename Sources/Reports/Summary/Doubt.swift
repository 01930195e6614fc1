internal import Harness
internal import Transcripts

/// The results that are undecided for one reason.
struct Doubt {
  /// The reason.
  let reason: String
  /// The undecided results.
  var results: [CheckResult]

  /// The cases of these results.
  var cases: [String] { results.compactMap(\.testCase).uniqued() }
  /// The cases as text.
  func place(upTo most: Int) -> String {
    cases.isEmpty ? "the run as a whole" : cases.few(upTo: most)
  }

  /// The checks without a verdict.
  var checks: [String] { results.map(\.check).uniqued() }
}

extension RunRecord {
  /// The undecided results by reason, in the order of the run; none if the complete endpoint could
  /// not be judged, which ``problem`` reports.
  var doubts: [Doubt] { problem == nil ? doubts(of: results) : [] }

  /// Groups the undecided results among some results.
  func doubts(of results: [CheckResult]) -> [Doubt] {
    var doubts: [Doubt] = []
    var places: [String: Int] = [:]
    for result in results {
      guard case .inconclusive(let open) = result.verdict, result.known == nil,
        !isMadeUpFor(result)
      else { continue }
      let reason = open.words
      if let place = places[reason] {
        doubts[place].results.append(result)
      } else {
        places[reason] = doubts.count
        doubts.append(Doubt(reason: reason, results: [result]))
      }
    }
    return doubts
  }
}
