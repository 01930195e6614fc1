internal import JSONText
public import Harness
internal import Transcripts

/// Describes a check for a terminal.
public func explanation(
  of check: Check, remedies: [String: Remedy] = [:], style: TextStyle = TextStyle()
) -> String {
  func list(_ title: String, _ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    let sign = style.isUnicode ? "•" : "-"
    let lines = items.map { style.wrapped($0, indent: "  \(sign) ", hanging: "    ") }
    return "\n\(style.bold(title))\n\(lines.joined(separator: "\n"))\n"
  }
  let properties = [
    check.level.rawValue, check.concerns.rawValue, "impact: \(check.impact.rawValue)",
  ]
  var text = "\(style.bold(check.id))  (\(properties.joined(separator: ", ")))\n\n"
  text += style.wrapped(check.requirement, indent: "  ") + "\n"
  if !check.clause.isEmpty { text += style.wrapped(check.clause, indent: "  ") + "\n" }
  text += "  \(check.reference.printable)\n"
  switch (check.over, check.expects) {
  case (.case, _): text += "\n  It judges all exchanges of a case together.\n"
  case (.run, _): text += "\n  It judges all exchanges of a run together.\n"
  case (.exchange, let key?): text += "\n  It applies to cases with the expected value `\(key)`.\n"
  case (.exchange, nil): text += "\n  It applies to each exchange.\n"
  }
  if !check.yieldsTo.isEmpty {
    let checks = check.yieldsTo.joined(separator: ", ")
    text +=
      style.wrapped(
        "If one of \(checks) fails for the same choice or call, a failure of this check is its consequence,"
          + " and is not reported separately.",
        indent: "  ") + "\n"
  }
  text += list("Breaks", check.breaks)
  text += list(
    "Fix",
    check.remedy.flatMap { id in
      guard let remedy = remedies[id] else { return [id] }
      return [remedy.fix] + remedy.byEngine.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
    })
  text += list("Public reports", check.seen)
  // Not wrapped, so that they can be copied.
  for (title, examples) in [
    ("Examples that pass", check.passes), ("Examples that fail", check.fails),
  ] {
    text += "\n\(style.bold(title))\n"
    text += examples.map { "  \($0.text.printable)\n" }.joined()
  }
  return text + definedIn(check.file, style)
}

/// Describes a case for a terminal.
public func explanation(of testCase: Case, style: TextStyle = TextStyle()) -> String {
  var text = "\(style.bold(testCase.id))  (a case, \(testCase.kind.rawValue))\n\n"
  text += style.wrapped(testCase.title, indent: "  ") + "\n"
  let repetitions =
    testCase.trials == 1
    ? ""
    : testCase.together
      ? ", \(testCase.trials) times at once" : ", \(testCase.trials) times"
  let sent = "It is sent \(testCase.streamed ? "with" : "without") streaming\(repetitions)."
  text += "\n"
  text += style.wrapped("\(sent) All checks that apply judge its answers.", indent: "  ")
  text += "\n\n\(style.bold("Expects"))\n"
  for (number, expect) in testCase.expect.enumerated() {
    let step = testCase.steps == 1 ? "" : "step \(number + 1): "
    text += style.wrapped("\(step)\(expect.text)", indent: "  ", hanging: "    ") + "\n"
  }
  return text + definedIn(testCase.file, style)
}

private func definedIn(_ file: String, _ style: TextStyle) -> String {
  "\n\(style.bold("Defined in"))\n  \(file.printable)\n"
}
