internal import Harness

extension TextReport {
  /// The verdict, what it rests on, and what it cost.
  var summary: String {
    let verdict =
      switch record.outcome {
      case .conformant: style.coloured("conformant", .green)
      case .notConformant: style.coloured("not conformant", .red)
      case .undecided: style.coloured("undecided", .yellow)
      }
    let stopped = record.ending == .interrupted ? ", interrupted" : ""
    // Without the heading, nothing else would tell what was judged.
    let names = [record.endpoint, record.model].compactMap { $0?.cut(to: 100).printable }
    let target = style.detail == .quiet ? "  (\(names.joined(separator: ", ")))" : ""
    let line = "\(verdict)\(stopped): \(tallies)\(target)"
    // The escapes of colours take no room.
    let room = style.width - "not conformant: ".count - stopped.count
    let isLong = tallies.count > room && target.isEmpty
    let first =
      isLong ? "\(verdict)\(stopped):\n" + style.wrapped(tallies, indent: "  ") : line
    return ([first] + hints + [cost]).joined(separator: "\n")
  }

  /// How many results there are of each kind.
  private var tallies: String {
    guard record.problem == nil else { return "nothing could be judged" }
    let weights = record.results.filter { !$0.findings.isEmpty }
      .map { Weight(of: $0, in: record) }
    let counts =
      [(record.count("pass"), "passed")]
      + Weight.allCases.map { weight in (weights.count { $0 == weight }, weight.tally) }
      + [(record.count("inconclusive"), "not judged")]
    return counts.filter { $0.0 > 0 || $0.1 == "passed" }.map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }

  private var cost: String {
    let seconds = Double(Int(record.elapsedMilliseconds / 100)) / 10
    let tokens = record.tokens.prompt + record.tokens.completion
    return [
      "\(record.requests) request\(record.requests == 1 ? "" : "s")",
      tokens > 0 ? "\(tokens) tokens" : nil, "\(seconds) s",
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// What to make of the verdict, where that is not plain.
  private var hints: [String] {
    let counting = record.results.filter(record.counts)
    let failed = counting.filter { !$0.findings.isEmpty }
    if record.ending == .complete, !counting.contains(where: { $0.reason == nil }) {
      return [paragraph("No check that counts came to a verdict.")]
    }
    guard !failed.isEmpty, failed.allSatisfy({ $0.concerns == .model }) else { return [] }
    // What never works is seldom chance, however much it looks like the model's doing.
    guard let constant = failed.first(where: failedThroughout) else {
      return [
        paragraph(
          "Every failure concerns the model, and other cases passed the same checks: run again to"
            + " see how often they come.")
      ]
    }
    let remedy =
      constant.findings[0].remedy.first
      ?? record.checks.first { $0.id == constant.check }?.remedy.first
    return [
      paragraph(
        "No case passed \(constant.check), so it is hardly chance"
          + (remedy.map { ". The likeliest: \($0)" } ?? "."))
    ]
  }

  /// Whether a check failed in every case that it judged.
  private func failedThroughout(_ failure: CheckResult) -> Bool {
    let judged = record.results.filter { $0.check == failure.check && $0.reason == nil }
    let failed = Set(judged.filter { !$0.findings.isEmpty }.map(\.testCase))
    return judged.allSatisfy { failed.contains($0.testCase) }
  }

  private func paragraph(_ text: String) -> String { style.wrapped(text, indent: "") }
}
