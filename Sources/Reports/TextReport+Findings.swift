internal import Harness
internal import Transcripts

extension TextReport {
  /// One block for each check that failed, however often it did.
  var failures: [String] {
    record.checks.compactMap { check in
      let failed = record.results.filter { $0.check == check.id && !$0.findings.isEmpty }
      guard let first = failed.first, let finding = first.findings.first else { return nil }
      let isFatal = record.counts(check.level)
      var lines = [
        style.coloured(isFatal ? "FAILED" : "ADVICE", isFatal ? .red : .yellow)
          + " \(style.bold(check.id))  (\(check.level.rawValue), \(check.concerns.rawValue))",
        style.wrapped(check.requirement, indent: "  "),
      ]
      lines.append(labelled("found", finding.message))
      lines.append(labelled("where", place(first, finding)))
      if let saw = finding.saw, !saw.isEmpty { lines.append(labelled("saw", saw)) }
      let count = failed.flatMap(\.findings).count
      if count > 1 {
        lines.append(labelled("in all", "\(count) findings, in \(places(failed)) (see run.json)"))
      }
      lines += check.breaks.map { labelled("breaks", $0) }
      let remedies = finding.remedy.isEmpty ? check.remedy : finding.remedy
      lines += remedies.map { labelled("mend", $0) }
      if !check.seen.isEmpty {
        lines.append(labelled("seen", check.seen.prefix(3).joined(separator: ", ")))
      }
      lines.append(labelled("more", "conformance explain \(check.id)"))
      return lines.joined(separator: "\n")
    }
  }

  private func places(_ failed: [CheckResult]) -> String {
    let cases = failed.compactMap(\.testCase).uniqued()
    return cases.count > 3 ? "\(cases.count) cases" : cases.joined(separator: ", ")
  }

  private func place(_ result: CheckResult, _ finding: Finding) -> String {
    var parts = [result.testCase ?? "the whole run"]
    if let one = record.cases.first(where: { $0.id == result.testCase }), one.steps > 1,
      let step = result.step
    {
      parts.append("step \(step) of \(one.steps)")
    }
    if let at = finding.at { parts.append(at) }
    return parts.joined(separator: ", ")
  }

  /// What could not be judged, one block for each reason.
  var undecided: [String] {
    guard record.problem == nil else { return [] }
    var reasons: [(reason: String, results: [CheckResult])] = []
    for result in record.results where record.counts(result.level) {
      guard case .inconclusive(let reason) = result.verdict else { continue }
      if let at = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[at].results.append(result)
      } else {
        reasons.append((reason, [result]))
      }
    }
    return reasons.map { reason, results in
      let checks = results.map(\.check).uniqued()
      return [
        style.coloured("NOT JUDGED", .yellow),
        labelled("where", places(results)),
        labelled("why", reason),
        labelled("checks", checks.joined(separator: ", ")),
      ].joined(separator: "\n")
    }
  }

  /// A text under a label, further lines below its beginning.
  func labelled(_ label: String, _ text: String) -> String {
    let padded = label + String(repeating: " ", count: 7 - label.count)
    return style.wrapped(text.printable, indent: "  \(padded) ", hanging: "          ")
  }
}
