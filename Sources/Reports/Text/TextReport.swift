internal import JSONText
internal import Harness

/// A run as text for a terminal: short if everything passes, complete if not.
public func textReport(_ run: StoredRun, style: TextStyle = TextStyle()) -> String {
  TextReport(run: run, style: style).text
}

/// The structure of the report; most of its blocks are in extensions.
struct TextReport {
  let run: StoredRun
  let style: TextStyle

  var record: RunRecord { run.record }

  var text: String {
    var parts: [String] = []
    if style.detail != .quiet { parts.append(heading) }
    if style.detail != .quiet, let lead = record.lead {
      parts += [opening(lead), overview]
    }
    if style.detail == .verbose { parts.append(everything) }
    if let problem = record.problem { parts.append(problemText(problem)) }
    // What decides the outcome is first.
    parts += failures { $0 == .failed } + stale + drift() + failures { $0 != .failed } + undecided
    if style.detail != .quiet && record.problem == nil { parts.append(likeness) }
    parts.append(summary)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The opening paragraph, with a line for each cause.
  private func opening(_ lead: Lead) -> String {
    var lines = [style.wrapped(lead.verdict, indent: "")]
    if let failure = lead.failure {
      lines.append(style.wrapped("\(failure.effect): \(failure.what).", indent: ""))
      lines += failure.remedy.map { style.wrapped($0, indent: "  try  ", hanging: "       ") }
    }
    if !lead.first.isEmpty { lines.append(lead.label) }
    lines += lead.first.enumerated().map { number, cause in
      let text = style.wrapped(
        "\(cause.check.id): \(cause.example.finding.message.cut(to: 120))",
        indent: "  \(number + 1). ", hanging: "     ")
      // Not before wrapping, which escapes control characters.
      guard let id = text.firstRange(of: cause.check.id.printable) else { return text }
      return text[..<id.lowerBound] + style.bold(cause.check.id) + text[id.upperBound...]
    }
    if !lead.works.isEmpty { lines.append(style.wrapped("Works: \(lead.works).", indent: "")) }
    return lines.joined(separator: "\n")
  }

  private var heading: String {
    var words = [record.endpoint.printable]
    if let model = record.model { words.append("model \(model.cut(to: 100).printable)") }
    let fingerprints = record.fingerprints.prefix(3).map { $0.cut(to: 100).printable }
    let more = record.fingerprints.count - fingerprints.count
    if !fingerprints.isEmpty {
      words.append(
        "fingerprint\(fingerprints.count > 1 ? "s" : "") \(fingerprints.joined(separator: ", "))"
          + (more > 0 ? " and \(more) more" : ""))
    }
    let separator = style.isUnicode ? "  ·  " : "  |  "
    let fits = words.joined(separator: separator).count <= style.width
    words[0] = style.bold(words[0])
    return words.joined(separator: fits ? separator : "\n")
  }

  private func problemText(_ problem: Preflight.Problem) -> String {
    var lines = [
      style.wrapped(
        "cannot be judged: \(problem.what.cut(to: 500))", indent: "", hanging: "  ")
    ]
    if !problem.saw.isEmpty { lines.append(labelled("saw", problem.saw)) }
    lines += problem.remedy.map { labelled("try", $0) }
    return lines.joined(separator: "\n")
  }
}
