/// A command: its name, what it takes, and what it does.
struct Command: Sendable {
  let name: String
  let summary: String
  /// Paragraphs of its help, below the summary.
  let details: String
  let operands: [String]
  let options: [Option]
  let run: @Sendable (Arguments) async throws -> ExitCode

  static let all: [Command] = [
    .run, .list, .explain, .judge, .report, .replay, .pin, .known, .diff, .merge, .serve,
  ]

  /// The page that `--help` prints.
  var help: String {
    let operands = operands.map { " \($0)" }.joined()
    var text =
      "conformance \(name)\(operands)\(options.isEmpty ? "" : " [options]")\n\n\(summary)\n"
    if !details.isEmpty { text += "\n\(details)\n" }
    let rows = (options + [.flag("help", "Show this page.")]).map { option in
      ("--\(option.name)\(option.value.map { " \($0)" } ?? "")", option.help)
    }
    let width = (rows.map(\.0.count).max() ?? 0) + 4
    text += "\nOptions\n"
    for (left, right) in rows {
      let lines = right.split(separator: "\n")
      text += "  \(left)\(String(repeating: " ", count: width - left.count - 2))\(lines[0])\n"
      for line in lines.dropFirst() { text += String(repeating: " ", count: width) + line + "\n" }
    }
    if options.contains(where: { $0.value != nil }) {
      text +=
        "\nEach option has a twin in the environment: --\(options[0].name) is \(options[0].variable).\n"
    }
    return text
  }

  /// The page that `conformance --help` prints.
  static var overview: String {
    let rows = all.map { command in
      let whole = ([command.name] + command.operands).joined(separator: " ")
      let left = whole.count < 17 ? whole : "\(command.name) …"
      return "  \(left)\(String(repeating: " ", count: 18 - left.count))\(command.summary)\n"
    }
    return """
      conformance \(Version.current): can this OpenAI-compatible endpoint be trusted with an agent?

        conformance --endpoint http://host:8000/v1          validate an endpoint
        conformance                                         validate the built-in reference server

      Commands (run is what you get without one)
      \(rows.joined())
      `conformance COMMAND --help` tells more, `conformance --version` the version.

      Exit codes
        0  conformant
        1  not conformant
        2  wrong usage, or a broken suite
        3  could not be judged: unreachable, unauthorised, interrupted, out of budget, inconclusive
        4  conformant, but drifted from the pin, or not as --expect-topology has it

      """
  }
}
