public import Harness

/// A run record for people at a terminal: short when all is well, complete when it is not.
public func textReport(_ record: RunRecord, style: TextStyle = TextStyle()) -> String {
  TextReport(record: record, style: style).text
}

private struct TextReport {
  let record: RunRecord
  let style: TextStyle

  var text: String {
    var parts: [String] = []
    if style.detail != .quiet { parts.append(heading) }
    if style.detail != .quiet && record.problem == nil { parts.append(overview) }
    if style.detail == .verbose { parts.append(everything) }
    if let problem = record.problem { parts.append(problemText(problem)) }
    parts += failures + undecided
    parts.append(summary)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    var words = [style.bold(record.endpoint.printable)]
    if let model = record.model { words.append("model \(model.printable)") }
    switch record.fingerprints.count {
    case 0: break
    case 1: words.append("fingerprint \(record.fingerprints[0].printable)")
    default:
      words.append("fingerprints \(record.fingerprints.map(\.printable).joined(separator: ", "))")
    }
    return words.joined(separator: style.isUnicode ? "  ·  " : "  |  ")
  }

  /// A line for each step that people know by number, and one for each other suite.
  private var overview: String {
    var lines: [(key: String, label: String, cases: [Case])] = []
    for one in record.cases {
      let label = one.step.map { "\($0)  \(one.title)" } ?? one.suite
      let key = one.step == nil ? one.suite : one.module
      if let at = lines.firstIndex(where: { $0.key == key }) {
        lines[at].cases.append(one)
      } else {
        lines.append((key, label, [one]))
      }
    }
    let width = lines.map(\.label.count).max() ?? 0
    return lines.map { line in
      let modes = line.cases.map { one -> (Case, State) in
        (one, state(of: record.results.filter { $0.testCase == one.id }))
      }
      let worst = modes.map { $0.1 }.max() ?? .untouched
      let padding = String(repeating: " ", count: width - line.label.count)
      let remark = remark(modes)
      return "  \(mark(worst)) \(line.label)"
        + (remark.isEmpty ? "" : "\(padding)  \(style.coloured(remark, .grey))")
    }.joined(separator: "\n")
  }

  private func remark(_ modes: [(Case, State)]) -> String {
    let worst = modes.map(\.1).max() ?? .untouched
    let isOneCase = Set(modes.map(\.0.module)).count == 1
    guard isOneCase else {
      let bad = modes.count { $0.1 >= .undecided }
      return bad == 0 ? "\(modes.count) cases" : "\(bad) of \(modes.count) cases: \(worst.word)"
    }
    let names = modes.map { $0.0.streamed ? "streamed" : "plain" }
    let reasons = culprits(modes.map(\.0.id), worst)
    if modes.allSatisfy({ $0.1 == worst }) {
      let both = modes.count > 1 ? names.joined(separator: " and ") : ""
      return worst <= .passed ? both : "\(worst.word)\(both.isEmpty ? "" : " ")\(both)\(reasons)"
    }
    return zip(names, modes).filter { $0.1.1 > .passed }
      .map { "\($0.1.1.word) \($0.0)" }.joined(separator: ", ") + reasons
  }

  /// The checks behind a step that failed.
  private func culprits(_ cases: [String], _ state: State) -> String {
    guard state == .failed else { return "" }
    var checks: [String] = []
    for result in record.results where cases.contains(result.testCase ?? "") {
      guard !result.findings.isEmpty, record.counts(result.level),
        !checks.contains(result.check)
      else { continue }
      checks.append(result.check)
    }
    let rest = checks.count > 2 ? " and \(checks.count - 2) more" : ""
    return ": " + checks.prefix(2).joined(separator: ", ") + rest
  }

  /// How a group of results stands, the graver the greater.
  private enum State: Int, Comparable {
    case untouched, passed, advised, undecided, failed

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var word: String {
      switch self {
      case .untouched: "nothing to judge"
      case .passed: "passed"
      case .advised: "advice"
      case .undecided: "not judged"
      case .failed: "failed"
      }
    }
  }

  private func state(of results: [CheckResult]) -> State {
    results.map { result in
      switch result.verdict {
      case .pass: .passed
      case .notApplicable: .untouched
      case .inconclusive: record.counts(result.level) ? .undecided : .advised
      case .fail: record.counts(result.level) ? .failed : .advised
      }
    }.max() ?? .untouched
  }

  private func mark(_ state: State) -> String {
    switch state {
    case .passed: style.coloured(style.isUnicode ? "✓" : "ok", .green)
    case .failed: style.coloured(style.isUnicode ? "✗" : "no", .red)
    case .undecided: style.coloured(style.isUnicode ? "?" : "??", .yellow)
    case .advised: style.coloured(style.isUnicode ? "!" : "! ", .yellow)
    case .untouched: style.coloured(style.isUnicode ? "-" : "- ", .grey)
    }
  }

  private var everything: String {
    record.cases.map { one in
      let lines = record.results.filter {
        $0.testCase == one.id && $0.verdict.word != "not-applicable"
      }
      .map { result in
        "  \(mark(state(of: [result]))) step \(result.step ?? 0)  \(result.check)"
          + (result.reason.map { ": \($0.printable)" } ?? "")
      }
      return ([style.bold(one.id)] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private func problemText(_ problem: Preflight.Problem) -> String {
    var lines = [
      style.wrapped("cannot be judged: \(problem.what.printable)", indent: "", hanging: "  ")
    ]
    if !problem.saw.isEmpty { lines.append(labelled("saw", problem.saw)) }
    lines += problem.remedy.map { labelled("try", $0) }
    return lines.joined(separator: "\n")
  }

  private func labelled(_ label: String, _ text: String) -> String {
    let padded = label + String(repeating: " ", count: 7 - label.count)
    return style.wrapped(text.printable, indent: "  \(padded) ", hanging: "          ")
  }

  /// One block for each check that failed, however often it did.
  private var failures: [String] {
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
    var cases: [String] = []
    for result in failed {
      if let one = result.testCase, !cases.contains(one) { cases.append(one) }
    }
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
  private var undecided: [String] {
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
      var checks: [String] = []
      for result in results where !checks.contains(result.check) { checks.append(result.check) }
      return [
        style.coloured("NOT JUDGED", .yellow) + " \(places(results))",
        labelled("why", reason),
        labelled("checks", checks.joined(separator: ", ")),
      ].joined(separator: "\n")
    }
  }

  private var summary: String {
    let verdict =
      switch record.outcome {
      case .conformant: style.coloured("conformant", .green)
      case .notConformant: style.coloured("not conformant", .red)
      case .undecided: style.coloured("undecided", .yellow)
      }
    let seconds = Double(Int(record.elapsedMilliseconds / 100)) / 10
    let counts = [("pass", "passed"), ("fail", "failed"), ("inconclusive", "not judged")]
      .filter { record.problem == nil && ($0.0 == "pass" || record.count($0.0) > 0) }
      .map { "\(record.count($0.0)) \($0.1)" }
    let told = counts.isEmpty ? "nothing could be judged" : counts.joined(separator: ", ")
    let tokens = record.tokens.prompt + record.tokens.completion
    let cost = [
      "\(record.requests) request\(record.requests == 1 ? "" : "s")",
      tokens > 0 ? "\(tokens) tokens" : nil, "\(seconds) s",
    ].compactMap(\.self).joined(separator: ", ")
    let stopped = record.ending == .interrupted ? ", interrupted" : ""
    let failed = record.results.filter { record.counts($0.level) && !$0.findings.isEmpty }
    let isChance = !failed.isEmpty && failed.allSatisfy { $0.concerns == .model }
    let hint =
      isChance
      ? "\n"
        + style.wrapped(
          "Every failure concerns the model, none the server: run again to see how often they come.",
          indent: "") : ""
    return style.wrapped(
      "\(verdict)\(stopped): \(told) (\(cost))", indent: "") + hint
  }
}
