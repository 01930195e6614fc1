internal import Harness
internal import Transcripts

/// A run in Markdown, as GitHub reads it, for step summaries and pull requests.
func markdownReport(_ run: KeptRun) -> String {
  MarkdownReport(run: run).document
}

private struct MarkdownReport {
  let run: KeptRun
  private var record: RunRecord { run.record }

  var document: String {
    ([heading] + problem + [chapters] + record.causes.map(block) + doubts + [end])
      .filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let sign =
      switch record.outcome {
      case .conformant: "✅"
      case .notConformant: "❌"
      case .undecided: "❔"
      }
    var facts = ["Endpoint \(record.endpoint.code)"]
    if let model = record.model { facts.append("model \(model.code)") }
    if !record.fingerprints.isEmpty {
      let shown = record.fingerprints.prefix(3).map(\.code).joined(separator: ", ")
      let more = record.fingerprints.count > 3 ? " and \(record.fingerprints.count - 3) more" : ""
      facts.append("fingerprint \(shown)\(more)")
    }
    facts.append("profile \(record.profile.code)")
    return "## \(sign) \(record.verdict): \(record.tally)\n\n\(facts.joined(separator: " · "))  \n"
      + "\(record.cost), started \(record.started.code)"
  }

  private var problem: [String] {
    guard let problem = record.problem else { return [] }
    return [
      "**Cannot be judged:** \(problem.what.inline)",
      problem.saw.isEmpty ? "" : problem.saw.fenced,
      problem.remedy.map { "- \($0.inline)" }.joined(separator: "\n"),
    ]
  }

  private var chapters: String {
    guard record.problem == nil else { return "" }
    let rows = record.chapters.map { chapter in
      "| \(chapter.standing.sign) | \(chapter.label.inline) | \((chapter.remarks.first ?? "").inline) |"
    }
    return (["|  | Step or suite |  |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  private func block(_ cause: Cause) -> String {
    let finding = cause.example.finding
    let check = cause.check
    var lines = [
      "### \(cause.weight.word) \(check.id.code)",
      "\(check.requirement.inline) (\(check.level.rawValue), \(check.concerns.rawValue))", "",
      "- **found** \(finding.message.inline)",
      "- **where** \(record.place(of: cause.example).inline)",
    ]
    if cause.all.count > 1 {
      lines.append(
        "- **in all** \(cause.all.count) findings, in \(cause.cases.few(upTo: 6).inline)")
    }
    lines += cause.breaks.map { "- **breaks** \($0.inline)" }
    lines += cause.remedy.map { "- **mend** \($0.inline)" }
    if !cause.seen.isEmpty {
      lines.append("- **seen** \(cause.seen.map(\.issueLink).joined(separator: ", "))")
    }
    if let saw = finding.saw, !saw.isEmpty { lines += ["", saw.pointed(at: finding.caret).fenced] }
    if let command = run.curl(of: cause.example.result)?.whole {
      let shown =
        command.utf8.count > 4000 ? run.curl(of: cause.example.result)?.brief ?? "" : command
      lines += [
        "", "<details><summary>Send the request again</summary>", "", shown.fenced, "",
        "</details>",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private var doubts: [String] {
    guard !record.doubts.isEmpty else { return [] }
    let rows = record.doubts.map { doubt in
      "- \(doubt.reason.inline) (\(doubt.cases.few(upTo: 6).inline)): "
        + doubt.checks.map(\.code).joined(separator: ", ")
    }
    return ["### Not judged\n\n" + rows.joined(separator: "\n")]
  }

  private var end: String { run.folder.map { "Kept in \($0.code)" } ?? "" }
}
