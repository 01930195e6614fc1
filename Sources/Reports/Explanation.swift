public import Harness
internal import Transcripts

/// All that is known of a check, for people at a terminal.
public func explanation(of check: Check, style: TextStyle = TextStyle()) -> String {
  func list(_ title: String, _ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    let sign = style.isUnicode ? "•" : "-"
    let lines = items.map { style.wrapped($0, indent: "  \(sign) ", hanging: "    ") }
    return "\n\(style.bold(title))\n\(lines.joined(separator: "\n"))\n"
  }
  var text = "\(style.bold(check.id))  (\(check.level.rawValue), \(check.concerns.rawValue))\n\n"
  text += style.wrapped(check.requirement, indent: "  ") + "\n"
  text += "  \(check.reference)\n"
  switch (check.over, check.expects) {
  case (.case, _): text += "\n  It judges all exchanges of a case together.\n"
  case (.run, _): text += "\n  It judges all exchanges of a run together.\n"
  case (.exchange, let key?): text += "\n  It judges the cases that expect `\(key)`.\n"
  case (.exchange, nil): text += "\n  It judges every exchange to which it applies.\n"
  }
  text += list("What breaks", check.breaks)
  text += list("What to change", check.remedy)
  text += list("Reports of it", check.seen)
  text += list("Passes", check.passes.map(\.text))
  text += list("Fails", check.fails.map(\.text))
  text += "\n\(style.bold("Defined in"))\n  \(check.file)\n"
  return text
}
