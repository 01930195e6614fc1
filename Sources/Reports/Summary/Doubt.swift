internal import Harness
internal import Transcripts

/// What could not be judged for one reason.
struct Doubt {
  /// Why.
  let reason: String
  /// What was to be concluded.
  var results: [CheckResult]

  /// The cases that it concerns.
  var cases: [String] { results.compactMap(\.testCase).uniqued() }
  /// Where that is.
  func place(upTo most: Int) -> String {
    cases.isEmpty ? "the run as a whole" : cases.few(upTo: most)
  }

  /// The checks that came to no verdict.
  var checks: [String] { results.map(\.check).uniqued() }
}

extension RunRecord {
  /// What could not be judged, in the order of the run; nothing where the endpoint as a whole could
  /// not, which ``problem`` says once and for all.
  var doubts: [Doubt] { problem == nil ? doubts(of: results) : [] }

  /// What of some results could not be judged.
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
