internal import Harness
internal import Transcripts

extension TextReport {
  /// One block for each cause, however often it showed, the gravest first: the findings of a check
  /// that have the same remedy have the same cause.
  var failures: [String] {
    let blocks = record.checks.flatMap { check in
      causes(of: check).map { cause in (weight: cause.weight, text: block(check, cause)) }
    }
    return Weight.allCases.flatMap { weight in blocks.filter { $0.weight == weight }.map(\.text) }
  }

  /// Findings of a check that are mended in the same way, each with its result.
  private struct Cause {
    var findings: [(result: CheckResult, finding: Finding)] = []
    var weight = Weight.told
  }

  private func causes(of check: Check) -> [Cause] {
    var causes: [Cause] = []
    var places: [[String]: Int] = [:]
    for result in record.results where result.check == check.id {
      let weight = Weight(of: result, in: record)
      for finding in result.findings {
        let place = places[finding.remedy, default: causes.count]
        if place == causes.count { causes.append(Cause()) }
        places[finding.remedy] = place
        causes[place].findings.append((result, finding))
        causes[place].weight = min(causes[place].weight, weight)
      }
    }
    return causes
  }

  private func block(_ check: Check, _ cause: Cause) -> String {
    let gravest = cause.findings.first { Weight(of: $0.result, in: record) == cause.weight }
    guard let (result, finding) = gravest else { return "" }
    var lines = [
      style.coloured(cause.weight.word, cause.weight.colour)
        + " \(style.bold(check.id))  (\(check.level.rawValue), \(check.concerns.rawValue))",
      style.wrapped(check.requirement, indent: "  "),
    ]
    lines.append(labelled("found", finding.message))
    lines.append(labelled("where", place(result, finding)))
    if let saw = finding.saw, !saw.isEmpty { lines.append(excerpt(saw, finding.caret)) }
    if cause.findings.count > 1 {
      let places = places(cause.findings.map(\.result))
      lines.append(
        labelled("in all", "\(cause.findings.count) findings, in \(places) (see run.json)"))
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
    return lines.joined(separator: "\n")
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
