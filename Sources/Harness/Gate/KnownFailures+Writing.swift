internal import JSONText
internal import Transcripts

extension KnownFailures {
  /// The lines that let a run pass as it is: for each check that fails where it counts, or comes to no
  /// verdict for another reason, one for the check as a whole where it passes nowhere, else one for
  /// each case; what comes to no verdict is said to be unjudged. What fails at times, or is a matter of the
  /// model's luck, is said to fail sometimes; where luck failed in several cases, in any of them.
  public static func lines(
    for record: RunRecord, besides old: KnownFailures?, until: String, reason: String?
  ) -> [String] {
    let index = ResultIndex(of: record)
    let failing = record.results.indices.filter { place in
      let result = record.results[place]
      let isOpen = record.rate(of: result).map(record.isUndecided) ?? false
      return !result.findings.isEmpty && (record.affectsOutcome(result) || isOpen)
    }
    let following = index.consequences(of: failing, besides: [:])
    // What a run did not get to is not known to fail.
    let open = record.results.indices.filter { place in
      let result = record.results[place]
      return record.ending == .complete && record.affectsOutcome(result)
        && result.verdict.isInconclusive
        && !following.contains(place)
    }
    let covered = Set(
      (old?.entries ?? []).filter { $0.isInForce(in: record) == true }.flatMap { entry in
        index.results(covered: entry).filter { entry.foresees(record.results[$0]) }
      })
    let fresh = (failing + open).filter { !covered.contains($0) }.map { record.results[$0] }
      .filter(\.canBeNamed)
    let passing = Dictionary(grouping: record.results.filter { $0.verdict == .pass }, by: \.check)
    let groups = Dictionary(grouping: fresh) { Group(check: $0.check, verdict: $0.verdict.kind) }
    let order = fresh.map { Group(check: $0.check, verdict: $0.verdict.kind) }.uniqued()
    return order.flatMap { group -> [String] in
      let (check, own) = (group.check, groups[group] ?? [])
      let passes = passing[check] ?? []
      let passed = Set(passes.map { Place(testCase: $0.testCase, step: $0.step) })
      let places = own.map(\.testCase).uniqued()
      // Where a model's luck fails it next, nobody knows.
      let isEverywhere = passes.isEmpty || own[0].concerns == .model && places.count > 1
      let cases: [String?] = isEverywhere ? [String?.none] : places
      return cases.map { id in
        let result = own.first { id == nil || $0.testCase == id } ?? own[0]
        let isOccasional =
          result.concerns == .model
          || own.contains { one in
            (id == nil || one.testCase == id)
              && passed.contains(Place(testCase: one.testCase, step: one.step))
          }
        let subject = [
          check, id, isOccasional ? "sometimes" : nil, result.findings.isEmpty ? "unjudged" : nil,
        ].compactMap(\.self)
        let link = record.checks.first { $0.id == check }?.seen.first.map { ", like \($0)" } ?? ""
        return subject.joined(separator: " ")
          + ": \((reason ?? result.found).plain)\(reason == nil ? link : ""), until \(until)"
      }
    }
  }
}

/// The results of a check that have one verdict.
private struct Group: Hashable {
  let check: String
  let verdict: Verdict.Kind
}

/// What a check judged, in whichever trial.
private struct Place: Hashable {
  let testCase: String?
  let step: Int?
}

extension CheckResult {
  /// Whether its names can stand in a line: a record that comes from elsewhere may name anything.
  fileprivate var canBeNamed: Bool {
    !(check + (testCase ?? "")).contains { $0.isWhitespace || $0 == ":" }
  }

  /// What was found, or why nothing could be.
  fileprivate var found: String {
    findings.first?.message ?? reason?.words ?? ""
  }
}

extension String {
  /// The text on one line, and not too long.
  fileprivate var plain: String {
    String(map { $0.isNewline ? " " : $0 }).trimmed.cut(to: 160)
  }
}
