internal import JSONText
internal import Harness

/// A run as workflow commands of GitHub Actions: an error for each cause that counts, a warning for
/// undecided results and model failures, a notice for the rest.
func annotationsReport(_ run: StoredRun) -> String {
  var lines: [String] = []
  if let problem = run.record.problem {
    lines.append(
      command(
        "error", title: "cannot be judged", [problem.what] + problem.remedy.map { "try: \($0)" })
    )
  }
  if let lead = run.record.lead {
    lines.append(command("notice", title: "conformance", [lead.text]))
  }
  for cause in run.record.causes {
    let kind =
      switch cause.severity {
      case .failed: "error"
      case .flaky, .model: "warning"
      case .known, .advice, .note: "notice"
      }
    lines.append(
      command(
        kind, title: "\(cause.severity.word) \(cause.check.id)",
        [cause.example.finding.message, "where: \(run.record.place(of: cause.example))"]
          + cause.breaks.prefix(1).map { "breaks: \($0)" } + cause.remedy.map { "fix: \($0)" }))
  }
  for line in run.record.staleLines { lines.append(command("error", title: "STALE", [line])) }
  if let line = run.record.unclearLine {
    lines.append(command("warning", title: "NOT JUDGED", [line]))
  }
  if let pinned = run.record.pinned, pinned.effect != .ignore {
    for drift in pinned.drifts {
      let kind = !drift.counts ? "notice" : pinned.effect == .fail ? "error" : "warning"
      lines.append(
        command(
          kind, title: "DRIFT \(drift.title)",
          [drift.line] + [drift.means].compactMap(\.self)))
    }
  }
  for undecided in run.record.undecidedReasons {
    lines.append(
      command("warning", title: "NOT JUDGED \(undecided.place(limit: 3))", [undecided.reason]))
  }
  if run.record.problem == nil, !run.record.identity.likeness.isEmpty {
    lines.append(
      command(
        "notice", title: "About this endpoint",
        run.record.identity.likeness.map { "\($0.name): \($0.value)" }))
  }
  if run.record.outcome == .conformant {
    lines.append(command("notice", title: "conformant", [run.record.tally]))
  }
  return lines.map { $0 + "\n" }.joined()
}

/// A workflow command with several lines of text.
private func command(_ kind: String, title: String, _ lines: [String]) -> String {
  // A command is one line; GitHub shows %0A as a line break.
  let text = lines.map { $0.printable.escaped }.joined(separator: "%0A")
  // A colon or a comma would end the title.
  let name = title.printable.escaped.replacing(":", with: "%3A").replacing(",", with: "%2C")
  return "::\(kind) title=\(name)::\(text)"
}

extension String {
  /// The text as the value of a command; it contains no line feeds.
  fileprivate var escaped: String { replacing("%", with: "%25") }
}
