internal import JSONText
internal import Transcripts

extension KnownFailures {
  /// The lines to add to a file so that a run passes unchanged.
  ///
  /// Each check that fails and counts gets one line without a case if it passes nowhere, else one line for
  /// each case. A check that is inconclusive for another reason gets `unjudged`. A sporadic failure, and each
  /// failure of the model, gets `sometimes`; if the model failed in several cases, the line names no case,
  /// because it may fail in another case next time.
  public static func lines(
    for record: RunRecord, besides old: KnownFailures?, until: String, reason: String?
  ) -> [String] {
    let index = ResultIndex(of: record)
    let failing = record.results.indices.filter { place in
      let result = record.results[place]
      let isUndecided = record.rate(of: result).map(record.isUndecided) ?? false
      return !result.findings.isEmpty && (record.affectsOutcome(result) || isUndecided)
    }
    let consequences = index.consequences(of: failing, besides: [:])
    // Steps that an incomplete run did not reach are not known failures.
    let inconclusive = record.results.indices.filter { place in
      let result = record.results[place]
      return record.ending == .complete && record.affectsOutcome(result)
        && result.verdict.isInconclusive
        && !consequences.contains(place)
    }
    let covered = Set(
      (old?.entries ?? []).filter { $0.isInForce(in: record) == true }.flatMap { entry in
        index.results(covered: entry).filter { entry.foresees(record.results[$0]) }
      })
    let new = (failing + inconclusive).filter { !covered.contains($0) }.map { record.results[$0] }
      .filter(\.canBeNamed)
    let passing = Dictionary(grouping: record.results.filter { $0.verdict == .pass }, by: \.check)
    let groups = Dictionary(grouping: new) { Group(check: $0.check, verdict: $0.verdict.kind) }
    let order = new.map { Group(check: $0.check, verdict: $0.verdict.kind) }.uniqued()
    return order.flatMap { group -> [String] in
      let (check, results) = (group.check, groups[group] ?? [])
      let passes = passing[check] ?? []
      let passed = Set(passes.map { Place(testCase: $0.testCase, step: $0.step) })
      let ids = results.map(\.testCase).uniqued()
      let isForAllCases = passes.isEmpty || results[0].concerns == .model && ids.count > 1
      let cases: [String?] = isForAllCases ? [String?.none] : ids
      return cases.map { id in
        let matching = results.filter { id == nil || $0.testCase == id }
        let result = matching.first ?? results[0]
        let isOccasional =
          result.concerns == .model
          || matching.contains { passed.contains(Place(testCase: $0.testCase, step: $0.step)) }
        let subject = [
          check, id, isOccasional ? "sometimes" : nil, result.findings.isEmpty ? "unjudged" : nil,
        ].compactMap(\.self)
        let link = record.checks.first { $0.id == check }?.seen.first.map { ", like \($0)" } ?? ""
        return subject.joined(separator: " ")
          + ": \((reason ?? result.summary).onOneLine)\(reason == nil ? link : ""), until \(until)"
      }
    }
  }
}

/// The results of a check that have the same verdict.
private struct Group: Hashable {
  let check: String
  let verdict: Verdict.Kind
}

/// A step of a case, in any trial.
private struct Place: Hashable {
  let testCase: String?
  let step: Int?
}

extension CheckResult {
  /// Whether its check and case can be part of a line: a record from elsewhere may contain any names.
  fileprivate var canBeNamed: Bool {
    !(check + (testCase ?? "")).contains { $0.isWhitespace || $0 == ":" }
  }

  /// The first finding, or the reason why the check is inconclusive.
  fileprivate var summary: String {
    findings.first?.message ?? reason?.words ?? ""
  }
}

extension String {
  /// The text on one line, truncated.
  fileprivate var onOneLine: String {
    String(map { $0.isNewline ? " " : $0 }).trimmed.cut(to: 160)
  }
}
