internal import Harness
internal import JSONText
internal import Transcripts

/// The results that are undecided for one reason.
struct UndecidedReason {
  /// The reason.
  let reason: String
  /// The undecided results.
  var results: [CheckResult]

  /// The cases of these results.
  var cases: [String] { results.compactMap(\.testCase).uniqued() }
  /// The cases as text.
  func place(limit: Int) -> String {
    cases.isEmpty ? "the whole run" : cases.abbreviated(limit: limit)
  }

  /// The checks without a verdict.
  var checks: [String] { results.map(\.check).uniqued() }
}

extension RunRecord {
  /// The undecided results by reason, in the order of the run; none if the complete endpoint could
  /// not be judged, which ``problem`` reports.
  var undecidedReasons: [UndecidedReason] {
    observed.problem == nil ? undecidedReasons(of: results) : []
  }

  /// Groups the undecided results among some results.
  func undecidedReasons(of results: [CheckResult]) -> [UndecidedReason] {
    var groups: [UndecidedReason] = []
    var places: [String: Int] = [:]
    // By index, because copies of many results are slow.
    for index in results.indices {
      guard case .inconclusive(let cause) = results[index].verdict else { continue }
      let result = results[index]
      guard result.known == nil, !isSuperseded(result) else { continue }
      let reason = cause.words
      if let place = places[reason] {
        groups[place].results.append(result)
      } else {
        places[reason] = groups.count
        groups.append(UndecidedReason(reason: reason, results: [result]))
      }
    }
    return groups
  }
}
