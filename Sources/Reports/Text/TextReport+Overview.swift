internal import JSONText
internal import Harness

extension TextReport {
  /// One line for each section.
  var overview: String {
    let sections = record.sections
    // The remark of a section is more important than the end of a long title.
    let shortest = sections.compactMap { $0.remarks.last?.count }.max() ?? 0
    let room = style.width - 6 - shortest
    // In a narrow terminal, the title is more important than the remark.
    let longest = room < 30 ? style.width - 6 : room
    let labels = sections.map { section in
      let label = section.label.printable
      return style.isUnicode ? label.cut(to: longest) : String(label.prefix(longest))
    }
    let width = labels.map(\.count).max() ?? 0
    return zip(sections, labels).map { section, label in
      let padding = String(repeating: " ", count: width - label.count)
      let remark = section.remarks.first { $0.count <= style.width - width - 6 } ?? ""
      return "  \(mark(section.status)) \(label)"
        + (remark.isEmpty ? "" : "\(padding)  \(style.coloured(remark, .grey))")
    }.joined(separator: "\n")
  }

  /// Properties of the endpoint, derived from good answers.
  var likeness: String {
    let lines = record.identity.likeness
    guard !lines.isEmpty else { return "" }
    let width = lines.map(\.name.count).max() ?? 0
    return
      ([style.bold("About this endpoint")]
      + lines.map { line in
        let name = line.name.printable
        let padding = String(repeating: " ", count: max(0, width - name.count))
        return style.wrapped(
          line.value.printable, indent: "  \(name)\(padding)  ",
          hanging: String(repeating: " ", count: width + 4))
      }).joined(separator: "\n")
  }

  /// A sign; in ASCII it has two characters, so that the lines are aligned.
  private func mark(_ status: CaseStatus) -> String {
    switch status {
    case .passed: style.coloured(style.isUnicode ? status.sign : "ok", .green)
    case .failed: style.coloured(style.isUnicode ? status.sign : "no", .red)
    case .undecided: style.coloured(style.isUnicode ? status.sign : "??", .yellow)
    case .flaky: style.coloured(style.isUnicode ? status.sign : "~ ", .yellow)
    case .known: style.coloured(style.isUnicode ? status.sign : "k ", .grey)
    case .advised: style.coloured(style.isUnicode ? status.sign : "! ", .yellow)
    case .untouched: style.coloured(style.isUnicode ? "-" : "- ", .grey)
    }
  }

  /// All verdicts of all cases, for the verbose report.
  var everything: String {
    record.cases.map { testCase in
      let lines = record.results.filter {
        $0.concerns(testCase) && $0.verdict.kind != .notApplicable
      }
      .map { result in
        "  \(mark(record.status(of: result))) \(result.step.map { "step \($0)" } ?? "all steps")  \(result.check.printable)"
          + (result.reason.map { ": \($0.words.printable)" } ?? "")
      }
      return ([style.bold(testCase.id)] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
