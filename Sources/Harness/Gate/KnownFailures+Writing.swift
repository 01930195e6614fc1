internal import Transcripts

extension KnownFailures {
  /// The lines that let a run pass as it is: for each check that fails where it counts, or comes to no
  /// verdict for another reason, one for the check as a whole where it passes nowhere, else one for
  /// each case.
  public static func lines(
    for record: RunRecord, besides old: KnownFailures?, until: String, reason: String?
  ) -> [String] {
    let failing = record.results.indices.filter {
      record.counts(record.results[$0]) && !record.results[$0].findings.isEmpty
    }
    let following = Set(record.consequences(of: failing))
    // What a run did not get to is not known to fail.
    let open = record.results.indices.filter { index in
      let result = record.results[index]
      return record.ending == .complete && record.counts(result)
        && result.verdict.word == "inconclusive"
        && !following.contains(index)
    }
    let fresh = (failing + open).map { record.results[$0] }.filter { result in
      !(old?.entries.contains { $0.covers(result) && $0.applies(to: record) } ?? false)
    }
    let judged = Dictionary(grouping: record.results, by: \.check)
    return fresh.map(\.check).uniqued().flatMap { check -> [String] in
      let own = fresh.filter { $0.check == check }
      let passes = judged[check]?.contains { $0.verdict == .pass } ?? false
      let cases: [String?] = passes ? own.map(\.testCase).uniqued() : [String?.none]
      return cases.map { id in
        let result = own.first { id == nil || $0.testCase == id } ?? own[0]
        let subject = [check, id].compactMap(\.self).joined(separator: " ")
        let link = record.checks.first { $0.id == check }?.seen.first.map { ", like \($0)" } ?? ""
        return
          "\(subject): \((reason ?? result.found).plain)\(reason == nil ? link : ""), until \(until)"
      }
    }
  }
}

extension CheckResult {
  /// What was found, or why nothing could be.
  fileprivate var found: String {
    findings.first?.message ?? "not judged: \(reason ?? "")"
  }
}

extension String {
  /// The text on one line, and not too long.
  fileprivate var plain: String {
    String(map { $0.isNewline ? " " : $0 }).trimmed.cut(to: 160)
  }
}
