internal import Harness
internal import JSONText
internal import Transcripts

/// A run in GitHub's Markdown, for step summaries and pull requests.
func markdownReport(_ run: StoredRun) -> String {
  MarkdownReport(run: run).document
}

private struct MarkdownReport {
  let run: StoredRun
  private var record: RunRecord { run.record }

  var document: String {
    let causes = record.causes
    // What decides the outcome is first.
    let (failed, others) = (
      causes.filter { $0.severity == .failed }, causes.filter { $0.severity != .failed }
    )
    return
      ([heading, opening] + problem + [sections] + failed.map(block) + stale + drift
      + others.map(block) + undecidedReasons + [likeness, end])
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let sign =
      switch record.outcome {
      case .conformant: "✅"
      case .notConformant: "❌"
      case .undecided: "❔"
      case .drifted: "⚠️"
      }
    var facts = ["Endpoint \(record.endpoint.code)"]
    if let model = record.model { facts.append("model \(model.code)") }
    if !record.fingerprints.isEmpty {
      let shown = record.fingerprints.prefix(3).map(\.code).joined(separator: ", ")
      let more = record.fingerprints.count > 3 ? " and \(record.fingerprints.count - 3) more" : ""
      facts.append("fingerprint \(shown)\(more)")
    }
    facts.append("profile \(record.scope.code)")
    return "## \(sign) \(record.verdict): \(record.tally)\n\n\(facts.joined(separator: " · "))  \n"
      + "\(record.cost), started \(record.started.code)"
  }

  /// The opening paragraph, with a line for each cause.
  private var opening: String {
    guard let lead = record.lead else { return "" }
    let causes = lead.first.enumerated().map { number, cause in
      "\(number + 1). \(cause.check.id.code): \(cause.example.finding.message.cut(to: 120).inline)"
    }
    let verdict =
      causes.isEmpty ? lead.verdictWithFailure : "\(lead.verdictWithFailure) \(lead.label)"
    return [
      verdict.inline, causes.joined(separator: "\n"),
      lead.works.isEmpty ? "" : "Works: \(lead.works.inline).",
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var problem: [String] {
    guard let problem = record.problem else { return [] }
    return [
      "**Cannot be judged:** \(problem.what.inline)",
      problem.saw.isEmpty ? "" : problem.saw.fenced,
      problem.remedy.map { "- \($0.inline)" }.joined(separator: "\n"),
    ]
  }

  private var sections: String {
    guard record.problem == nil else { return "" }
    let rows = record.sections.map { section in
      "| \(section.status.sign) | \(section.label.inline) | \((section.remarks.first ?? "").inline) |"
    }
    return (["|  | Step or suite |  |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  private var likeness: String {
    guard record.problem == nil else { return "" }
    let rows = record.identity.likeness.map { "| \($0.name.inline) | \($0.value.inline) |" }
    return rows.isEmpty
      ? "" : (["| About this endpoint |  |", "|---|---|"] + rows).joined(separator: "\n")
  }

  private func block(_ cause: Cause) -> String {
    let finding = cause.example.finding
    let check = cause.check
    var lines = [
      "### \(cause.severity.word) \(check.id.code)",
      "\(check.requirement.inline) (\(check.level.rawValue), \(check.concerns.rawValue))", "",
      "- **found** \(finding.message.inline)",
      "- **where** \(record.place(of: cause.example).inline)",
    ]
    if let count = record.frequency(of: cause, limit: 6) {
      lines.append("- **count** \(count.inline)")
    }
    if let rate = record.rateWords(of: cause) { lines.append("- **rate** \(rate.inline)") }
    if let known = record.knownWords(of: cause) { lines.append("- **known** \(known.inline)") }
    lines += cause.breaks.map { "- **breaks** \($0.inline)" }
    lines += cause.remedy.map { "- **fix** \($0.inline)" }
    if !cause.seen.isEmpty {
      lines.append("- **reports** \(cause.seen.map(\.issueLink).joined(separator: ", "))")
    }
    if let saw = finding.saw, !saw.isEmpty { lines += ["", saw.pointed(at: finding.caret).fenced] }
    if let command = run.curl(of: cause.example.result)?.whole {
      // Long bodies stay in the folder, because the size of a step summary is limited.
      let shown =
        command.utf8.count > 4000 ? run.curl(of: cause.example.result)?.brief ?? "" : command
      lines += [
        "", "<details><summary>Reproduce</summary>", "", shown.fenced, "",
        "</details>",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private var undecidedReasons: [String] {
    guard !record.undecidedReasons.isEmpty else { return [] }
    let rows = record.undecidedReasons.map { undecided in
      "- \(undecided.reason.inline) (\(undecided.place(limit: 6).inline)): "
        + undecided.checks.map(\.code).joined(separator: ", ")
    }
    return ["### Not judged\n\n" + rows.joined(separator: "\n")]
  }

  private var stale: [String] {
    let lines = record.staleLines
    return lines.isEmpty
      ? []
      : ["### Stale known failures\n\n" + lines.map { "- \($0.inline)" }.joined(separator: "\n")]
  }

  private var drift: [String] {
    guard let pinned = record.pinned, !pinned.drifts.isEmpty || !pinned.remarks.isEmpty else {
      return []
    }
    let rows =
      pinned.drifts.map { drift in
        "- \(drift.counts ? "**" : "")\(drift.title.inline)\(drift.counts ? "**" : "")"
          + drift.lines.map { " · \($0.label) \($0.text.code)" }.joined()
          + (drift.means.map { "  \n  \($0.inline)" } ?? "")
      } + (pinned.remarks + [pinned.remedy(in: run)].compactMap(\.self)).map { "- \($0.inline)" }
    return [
      "### \(pinned.word)\(pinned.name.isEmpty ? "" : " from \(pinned.name.code)")\n\n"
        + rows.joined(separator: "\n")
    ]
  }

  private var end: String { run.folder.map { "Kept in \($0.code)" } ?? "" }
}
