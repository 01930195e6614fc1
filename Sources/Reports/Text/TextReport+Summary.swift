internal import JSONText
internal import Harness

extension TextReport {
  /// The verdict, its reasons and the cost.
  var summary: String {
    let verdict =
      switch record.outcome {
      case .conformant: style.coloured(record.verdict, .green)
      case .notConformant: style.coloured(record.verdict, .red)
      case .undecided, .drifted: style.coloured(record.verdict, .yellow)
      }
    let stopped =
      switch record.ending {
      case .interrupted: ", interrupted"
      case .exhausted: ", out of budget"
      case .abandoned: ", stopped early"
      case .running, .complete, .stopped: ""
      }
    // Without the heading, this line must name the target.
    let names = [record.endpoint, record.model].compactMap { $0?.cut(to: 100).printable }
    let target = style.detail == .quiet ? "  (\(names.joined(separator: ", ")))" : ""
    let line = "\(verdict)\(stopped): \(record.tally)\(target)"
    // The escape sequences of colours have no width.
    let room = style.width - "not conformant: ".count - stopped.count
    let isLong = record.tally.count > room && target.isEmpty
    let first =
      isLong ? "\(verdict)\(stopped):\n" + style.wrapped(record.tally, indent: "  ") : line
    return ([first] + hints + rates + [record.cost]).joined(separator: "\n")
  }

  /// The success rates, if every case was measured.
  private var rates: [String] {
    let all = record.measuredRates
    guard record.rateRule.measuresAll, let lowest = record.lowestRate else { return [] }
    let words = [Rate.Verdict.pass, .fail, .inconclusive].compactMap { verdict -> String? in
      let count = all.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.word)"
    }
    return [
      paragraph(
        "\(all.count) rates: \(words.joined(separator: ", ")); lowest: \(lowest.check) in"
          + " \(lowest.testCase), \(lowest.share)")
    ]
  }

  /// Hints how to interpret the verdict.
  private var hints: [String] {
    if record.ending == .exhausted {
      return [
        paragraph(
          "The budget is spent, or the remainder is not enough for another request.")
      ]
    }
    if let line = record.unclearLine { return [paragraph(line.printable)] }
    let counting = record.results.filter(record.affectsOutcome)
    let failed = counting.filter { !$0.findings.isEmpty }
    if record.ending == .complete, !counting.contains(where: { $0.reason == nil }) {
      return [paragraph("No check that counts has a verdict.")]
    }
    let undecided = record.allRates.filter(record.isUndecided)
    if failed.isEmpty, let rate = undecided.first {
      return [
        paragraph("\(rate.check) in \(rate.testCase): \(rate.words(by: record.rateRule))")
      ]
    }
    guard !failed.isEmpty, failed.allSatisfy({ $0.concerns == .model }) else { return [] }
    // What never works is rarely chance, even if it looks like a model failure.
    guard let systematic = firstOfEach(failed).first(where: failedThroughout) else {
      // If half of all answers fail in many cases, more trials do not help.
      if firstOfEach(failed).contains(where: failedInMost) { return [] }
      return [
        paragraph(
          "All failures concern the model, and other cases passed the same checks"
            + (record.allRates.isEmpty ? ": --trials 30 measures how often it succeeds." : "."))
      ]
    }
    let remedy =
      systematic.findings[0].remedy.first
      ?? record.checks.first { $0.id == systematic.check }?.remedy.first
    return [
      paragraph(
        "Every case failed \(systematic.check), so this is probably systematic."
          + (remedy.map { " Most likely: \(record.words($0))" } ?? ""))
    ]
  }

  /// The first failure of each check.
  private func firstOfEach(_ failures: [CheckResult]) -> [CheckResult] {
    var seen: Set<String> = []
    return failures.filter { seen.insert($0.check).inserted }
  }

  /// Whether a check failed in at least half of the answers that it judged, in several cases.
  private func failedInMost(_ failure: CheckResult) -> Bool {
    let judged = record.results.filter { $0.check == failure.check && $0.reason == nil }
    let failed = judged.filter { !$0.findings.isEmpty }
    // Fewer cases may still fail by chance.
    return failed.count * 2 >= judged.count && Set(failed.map(\.testCase)).count >= 5
  }

  /// Whether a check passed in none of the cases that it judged, and in no trial of a case with a
  /// rate.
  private func failedThroughout(_ failure: CheckResult) -> Bool {
    let judged = record.results.filter { $0.check == failure.check && $0.reason == nil }
    let failed = Set(
      judged.filter { !$0.findings.isEmpty && record.rate(of: $0)?.successes ?? 0 == 0 }
        .map(\.testCase))
    return judged.allSatisfy { failed.contains($0.testCase) }
  }

  private func paragraph(_ text: String) -> String { style.wrapped(text, indent: "") }
}
