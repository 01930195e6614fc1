internal import Harness
internal import Transcripts

/// What a run comes to about one check, over all that the check judged.
struct Conclusion {
  /// The check.
  let check: Check
  /// How it stands.
  let standing: Standing
  /// What is wrong, the gravest first.
  let causes: [Cause]
  /// What it could not judge.
  let doubts: [Doubt]
  /// How many results passed.
  let passed: Int
  /// Why it never applied, where it did not.
  let reason: String?

  /// The topic of the check: all of its id but its own name.
  var topic: String {
    check.id.lastIndex(of: "/").map { String(check.id[..<$0]) } ?? check.id
  }

  /// What to say of it in one line; empty where it passed.
  var remark: String {
    switch standing {
    case .passed: ""
    case .untouched: reason ?? "no exchange to judge"
    case .undecided: doubts.first?.reason ?? "not judged"
    case .failed, .advised, .known, .flaky:
      causes.first?.example.finding.message ?? doubts.first?.reason ?? ""
    }
  }
}

extension RunRecord {
  /// What the run comes to about each of its checks, in their order.
  var conclusions: [Conclusion] {
    let results = Dictionary(grouping: results, by: \.check)
    let causes = Dictionary(grouping: causes, by: \.check.id)
    return checks.map { check in
      let own = results[check.id] ?? []
      return Conclusion(
        check: check, standing: standing(of: own.filter { !isMinor($0) && $0.explainedBy == nil }),
        causes: causes[check.id] ?? [],
        doubts: doubts(of: own), passed: own.count { $0.verdict == .pass },
        reason: own.lazy.compactMap(\.reason?.words).first)
    }
  }

  /// Whether nothing follows from it that a result was not judged.
  private func isMinor(_ result: CheckResult) -> Bool {
    if case .inconclusive = result.verdict { !counts(result) } else { false }
  }
}
