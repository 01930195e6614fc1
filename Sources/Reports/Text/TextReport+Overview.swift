internal import Harness

extension TextReport {
  /// One line for each section.
  var overview: String {
    let chapters = record.chapters
    // The remark of a section is more important than the end of a long title.
    let shortest = chapters.compactMap { $0.remarks.last?.count }.max() ?? 0
    let room = style.width - 6 - shortest
    let longest = room < 30 ? style.width - 6 : room
    let labels = chapters.map { chapter in
      let label = chapter.label.printable
      return style.isUnicode ? label.cut(to: longest) : String(label.prefix(longest))
    }
    let width = labels.map(\.count).max() ?? 0
    return zip(chapters, labels).map { chapter, label in
      let padding = String(repeating: " ", count: width - label.count)
      let remark = chapter.remarks.first { $0.count <= style.width - width - 6 } ?? ""
      return "  \(mark(chapter.standing)) \(label)"
        + (remark.isEmpty ? "" : "\(padding)  \(style.coloured(remark, .grey))")
    }.joined(separator: "\n")
  }

  /// Properties of the endpoint, derived from good answers.
  var likeness: String {
    let lines = record.identity.likeness
    guard !lines.isEmpty else { return "" }
    let width = lines.map(\.name.count).max() ?? 0
    return
      ([style.bold("What this endpoint is like")]
      + lines.map { line in
        let name = line.name.printable
        let padding = String(repeating: " ", count: max(0, width - name.count))
        return style.wrapped(
          line.value.printable, indent: "  \(name)\(padding)  ",
          hanging: String(repeating: " ", count: width + 4))
      }).joined(separator: "\n")
  }

  private func mark(_ standing: Standing) -> String {
    switch standing {
    case .passed: style.coloured(style.isUnicode ? standing.sign : "ok", .green)
    case .failed: style.coloured(style.isUnicode ? standing.sign : "no", .red)
    case .undecided: style.coloured(style.isUnicode ? standing.sign : "??", .yellow)
    case .flaky: style.coloured(style.isUnicode ? standing.sign : "~ ", .yellow)
    case .known: style.coloured(style.isUnicode ? standing.sign : "k ", .grey)
    case .advised: style.coloured(style.isUnicode ? standing.sign : "! ", .yellow)
    case .untouched: style.coloured(style.isUnicode ? "-" : "- ", .grey)
    }
  }

  var everything: String {
    record.cases.map { one in
      let lines = record.results.filter {
        $0.concerns(one) && $0.verdict.word != "not-applicable"
      }
      .map { result in
        "  \(mark(record.standing(of: result))) \(result.step.map { "step \($0)" } ?? "in all")  \(result.check.printable)"
          + (result.reason.map { ": \($0.words.printable)" } ?? "")
      }
      return ([style.bold(one.id)] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}
