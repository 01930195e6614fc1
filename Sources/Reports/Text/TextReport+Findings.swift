internal import Harness

extension TextReport {
  /// One block for each cause with some severities, the most severe first.
  func failures(of isMeant: (Weight) -> Bool) -> [String] {
    record.causes.filter { isMeant($0.weight) }.map(block)
  }

  private func block(_ cause: Cause) -> String {
    let finding = cause.example.finding
    var lines = [
      style.coloured(cause.weight.word, cause.weight.colour)
        + " \(style.bold(cause.check.id))"
        + "  (\(cause.check.level.rawValue), \(cause.check.concerns.rawValue))",
      style.wrapped(cause.check.requirement, indent: "  "),
    ]
    lines.append(labelled("found", finding.message))
    lines.append(labelled("where", record.place(of: cause.example)))
    if let saw = finding.saw, !saw.isEmpty { lines.append(excerpt(saw, finding.caret)) }
    if let often = record.frequency(of: cause, namingUpTo: 3) {
      lines.append(labelled("in all", often))
    }
    if let rate = record.rateWords(of: cause) { lines.append(labelled("rate", rate)) }
    if let known = record.knownWords(of: cause) { lines.append(labelled("known", known)) }
    // For a known failure, a reminder is enough.
    if cause.weight == .known { return lines.joined(separator: "\n") }
    lines += cause.breaks.map { labelled("breaks", $0) }
    lines += cause.remedy.map { labelled("mend", $0) }
    if !cause.seen.isEmpty {
      lines.append(labelled("seen", cause.seen.prefix(3).joined(separator: ", ")))
    }
    if let command = run.curl(of: cause.example.result) { lines.append(repeating(command)) }
    lines.append(labelled("more", "conformance explain \(cause.check.id)"))
    return lines.joined(separator: "\n")
  }

  /// The excerpt; if one of its characters is wrong, on one line with a caret below.
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

  /// One block for each reason of undecided results.
  var undecided: [String] {
    record.doubts.map { doubt in
      [
        style.coloured("NOT JUDGED", .yellow),
        labelled("where", doubt.place(upTo: 3)),
        labelled("why", doubt.reason),
        labelled(
          "checks",
          doubt.checks.count > 20
            ? "\(doubt.checks.count) checks (see run.json)" : doubt.checks.joined(separator: ", ")),
      ].joined(separator: "\n")
    }
  }

  /// A command on several lines that a shell joins.
  private func repeating(_ command: CurlCommand) -> String {
    var lines = ["  again  "]
    for word in command.words.map(\.printable) {
      // The backslash that joins the lines needs space too.
      if lines[lines.count - 1].count + word.count + 3 > style.width, lines != ["  again  "] {
        lines[lines.count - 1] += " \\"
        lines.append("         ")
      }
      lines[lines.count - 1] += " \(word)"
    }
    return lines.joined(separator: "\n")
  }

  /// A text after a label, with further lines indented.
  func labelled(_ label: String, _ text: String) -> String {
    let padded = label + String(repeating: " ", count: 7 - label.count)
    return style.wrapped(text, indent: "  \(padded) ", hanging: "          ")
  }
}
