internal import Harness
internal import Transcripts

extension TextReport {
  /// One block for each check that failed, however often it did, the gravest first.
  var failures: [String] {
    let blocks = record.checks.compactMap { check -> (weight: Weight, text: String)? in
      let failed = record.results.filter { $0.check == check.id && !$0.findings.isEmpty }
      let weights = failed.map { Weight(of: $0, in: record) }
      guard let weight = weights.min(), let at = weights.firstIndex(of: weight),
        let finding = failed[at].findings.first
      else { return nil }
      var lines = [
        style.coloured(weight.word, weight.colour)
          + " \(style.bold(check.id))  (\(check.level.rawValue), \(check.concerns.rawValue))",
        style.wrapped(check.requirement, indent: "  "),
      ]
      lines.append(labelled("found", finding.message))
      lines.append(labelled("where", place(failed[at], finding)))
      if let saw = finding.saw, !saw.isEmpty { lines.append(excerpt(saw, finding.caret)) }
      let count = failed.flatMap(\.findings).count
      if count > 1 {
        lines.append(labelled("in all", "\(count) findings, in \(places(failed)) (see run.json)"))
      }
      func own(_ texts: [String], orElse general: [String]) -> [String] {
        texts.isEmpty ? general : texts
      }
      lines += own(finding.breaks, orElse: check.breaks).map { labelled("breaks", $0) }
      lines += own(finding.remedy, orElse: check.remedy).map { labelled("mend", $0) }
      let seen = own(finding.seen, orElse: check.seen)
      if !seen.isEmpty {
        lines.append(labelled("seen", seen.prefix(3).joined(separator: ", ")))
      }
      lines.append(labelled("more", "conformance explain \(check.id)"))
      return (weight, lines.joined(separator: "\n"))
    }
    return Weight.allCases.flatMap { weight in blocks.filter { $0.weight == weight }.map(\.text) }
  }

  /// What was seen; where one character of it is the wrong one, on one line with a caret below.
  private func excerpt(_ saw: String, _ caret: Int?) -> String {
    guard let caret else { return labelled("saw", saw) }
    let scalars = Array(saw.unicodeScalars)
    let room = style.width - 11
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part)).printable
    }
    let place = min(caret, scalars.count)
    var before = text(scalars[..<place])
    if before.count > room * 2 / 3 {
      before = (style.isUnicode ? "…" : "~") + before.suffix(room / 2)
    }
    let line = (before + text(scalars[place...])).prefix(room)
    let sign = String(repeating: " ", count: before.count) + style.coloured("^", .red)
    return "  saw     \(line)\n          \(sign)"
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
    for result in record.results {
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
    return style.wrapped(text, indent: "  \(padded) ", hanging: "          ")
  }
}
