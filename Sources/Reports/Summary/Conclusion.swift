internal import Harness
internal import Transcripts

/// The result of a run for one check, over everything that the check judged.
struct Conclusion {
  /// The check.
  let check: Check
  /// The status of the check.
  let status: CaseStatus
  /// The causes of failures, the most severe first.
  let causes: [Cause]
  /// The reasons of undecided results.
  let undecidedReasons: [UndecidedReason]
  /// The number of passed results.
  let passed: Int
  /// Why it did not apply.
  let reason: String?

  /// The topic of the check: its id without its own name.
  var topic: String {
    check.id.lastIndex(of: "/").map { String(check.id[..<$0]) } ?? check.id
  }

  /// A remark in one line; empty if the check passed.
  var remark: String {
    switch status {
    case .passed: ""
    case .untouched: reason ?? "no exchange to judge"
    case .undecided: undecidedReasons.first?.reason ?? "not judged"
    case .failed, .advised, .known, .flaky:
      causes.first?.example.finding.message ?? undecidedReasons.first?.reason ?? ""
    }
  }
}

extension RunRecord {
  /// The result for each check, in the order of the checks.
  var conclusions: [Conclusion] {
    let results = Dictionary(grouping: results, by: \.check)
    let causes = Dictionary(grouping: causes, by: \.check.id)
    return setup.checks.map { check in
      let own = results[check.id] ?? []
      // An explained failure counts for the check that explains it.
      return Conclusion(
        check: check,
        status: status(
          of: own.filter { !isMinor($0) && ($0.explainedBy == nil || !$0.findings.isEmpty) }),
        causes: causes[check.id] ?? [],
        undecidedReasons: undecidedReasons(of: own), passed: own.count { $0.verdict == .pass },
        reason: own.lazy.compactMap(\.reason?.words).first)
    }
  }

  /// Whether a result is undecided and does not count.
  private func isMinor(_ result: CheckResult) -> Bool {
    if case .inconclusive = result.verdict { !affectsOutcome(result) } else { false }
  }
}
