internal import JSONText
internal import Harness

extension TextReport {
  /// One block for each cause with some severities, the most severe first.
  func failures(of isMeant: (Severity) -> Bool) -> [String] {
    record.causes.filter { isMeant($0.severity) }.map(block)
  }

  private func block(_ cause: Cause) -> String {
    let finding = cause.example.finding
    var lines = [
      style.coloured(cause.severity.word, cause.severity.colour)
        + " \(style.bold(cause.check.id))"
        + "  (\(cause.check.level.rawValue), \(cause.check.concerns.rawValue))",
      style.wrapped(cause.check.requirement, indent: "  "),
    ]
    lines.append(labelled("found", finding.message))
    lines.append(labelled("where", record.place(of: cause.example)))
    if let saw = finding.saw, !saw.isEmpty { lines.append(excerpt(saw, finding.caret)) }
    if let count = record.frequency(of: cause, limit: 3) {
      lines.append(labelled("count", count))
    }
    if let rate = record.rateWords(of: cause) { lines.append(labelled("rate", rate)) }
    if let known = record.knownWords(of: cause) { lines.append(labelled("known", known)) }
    // For a known failure, a reminder is enough.
    if cause.severity == .known { return lines.joined(separator: "\n") }
    lines += cause.breaks.map { labelled("breaks", $0) }
    lines += cause.remedy.map { labelled("fix", $0) }
    if !cause.seen.isEmpty {
      lines.append(labelled("reports", cause.seen.prefix(3).joined(separator: ", ")))
    }
    if let command = run.curl(of: cause.example.result) { lines.append(reproduction(command)) }
    lines.append(labelled("more", "conformance explain \(cause.check.id)"))
    return lines.joined(separator: "\n")
  }

  /// The excerpt; if one of its characters is wrong, on one line with a caret below.
  private func excerpt(_ saw: String, _ caret: Int?) -> String {
    guard let caret else { return labelled("saw", saw) }
    let scalars = Array(saw.unicodeScalars)
    let room = style.width - Self.indentation - 1
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part)).printable
    }
    let place = min(caret, scalars.count)
    var before = text(scalars[..<place])
    // The beginning is cut, so that the wrong character stays visible.
    if before.count > room * 2 / 3 {
      before = (style.isUnicode ? "…" : "~") + before.suffix(room / 2)
    }
    let line = (before + text(scalars[place...])).prefix(room)
    let sign = String(repeating: " ", count: before.count) + style.coloured("^", .red)
    let label = "  saw" + String(repeating: " ", count: Self.indentation - 5)
    return "\(label)\(line)\n\(String(repeating: " ", count: Self.indentation))\(sign)"
  }

  /// One block for each reason of undecided results.
  var undecided: [String] {
    record.undecidedReasons.map { undecided in
      [
        style.coloured("NOT JUDGED", .yellow),
        labelled("where", undecided.place(limit: 3)),
        labelled("why", undecided.reason),
        labelled(
          "checks",
          undecided.checks.count > 20
            ? "\(undecided.checks.count) checks (see run.json)"
            : undecided.checks.joined(separator: ", ")),
      ].joined(separator: "\n")
    }
  }

  /// A command on several lines that a shell joins.
  private func reproduction(_ command: CurlCommand) -> String {
    var lines = ["  reproduce"]
    for word in command.words.map(\.printable) {
      // The backslash that joins the lines needs space too.
      if lines[lines.count - 1].count + word.count + 3 > style.width, lines != ["  reproduce"] {
        lines[lines.count - 1] += " \\"
        lines.append(String(repeating: " ", count: Self.indentation - 1))
      }
      lines[lines.count - 1] += " \(word)"
    }
    return lines.joined(separator: "\n")
  }

  /// The column of the texts, after the longest label.
  private static let indentation = 12

  /// A text after a label, with further lines indented.
  func labelled(_ label: String, _ text: String) -> String {
    let padding = String(repeating: " ", count: Self.indentation - 2 - label.count)
    return style.wrapped(
      text, indent: "  \(label)\(padding)",
      hanging: String(repeating: " ", count: Self.indentation))
  }
}
