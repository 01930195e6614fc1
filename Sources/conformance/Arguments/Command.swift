/// A command of the tool.
struct Command: Sendable {
  private let id: CommandName
  /// One line for the overview and the help.
  let summary: String
  /// Paragraphs of the help, after the summary. Only the help computes them: some list a long catalogue.
  private let details: @Sendable () -> String
  /// The placeholders of the operands; a last one with `…` may be repeated.
  let operands: [String]
  let options: [Option]
  /// Performs the command with its arguments.
  let perform: @Sendable (Arguments) async throws -> ExitCode

  init(
    _ id: CommandName, summary: String, details: @escaping @Sendable @autoclosure () -> String,
    operands: [String], options: [Option],
    perform: @escaping @Sendable (Arguments) async throws -> ExitCode
  ) {
    self.id = id
    self.summary = summary
    self.details = details
    self.operands = operands
    self.options = options
    self.perform = perform
  }

  /// The word on the command line.
  var name: String { id.rawValue }

  /// The text of `conformance COMMAND --help`.
  var help: String {
    let operands = operands.map { " \($0)" }.joined()
    var text = "\(summary)\n\nUsage: conformance \(name)\(operands) [OPTIONS]\n"
    let details = details()
    if !details.isEmpty { text += "\n\(details)\n" }
    let rows = (options + [.flag("help", "Show this help.")]).map { option in
      (
        "--\(option.name)\(option.value.map { " \($0)" } ?? "")",
        option.help + (option.repeats ? " Repeatable." : "")
      )
    }
    let width = (rows.map(\.0.count).max() ?? 0) + 4
    text += "\nOptions:\n"
    for (left, right) in rows {
      let lines = right.split(separator: "\n")
      text += "  \(left)\(String(repeating: " ", count: width - left.count - 2))\(lines[0])\n"
      for line in lines.dropFirst() { text += String(repeating: " ", count: width) + line + "\n" }
    }
    if let option = options.first(where: { $0.value != nil }) {
      text +=
        "\nEach option can also be set by an environment variable, e.g. --\(option.name) by"
        + " \(option.variable).\n"
    }
    return text
  }

  /// The text of `conformance --help`.
  static var overview: String {
    let rows = CommandName.allCases.map(\.command).map { command in
      let usage = ([command.name] + command.operands).joined(separator: " ")
      // Long usages are shortened, so that the summaries are aligned.
      let left = usage.count < 17 ? usage : "\(command.name) …"
      return "  \(left)\(String(repeating: " ", count: 18 - left.count))\(command.summary)\n"
    }
    return """
      conformance \(Version.current)
      Tests whether an OpenAI-compatible endpoint can be trusted by coding agents.

      Usage: conformance [COMMAND] [OPTIONS]

        conformance --endpoint http://host:8000/v1    Test an endpoint.
        conformance                                   Test the built-in reference server.

      Commands (default: run):
      \(rows.joined())
      Options:
        --help            Show this help; after a command, the help of the command.
        --version         Show the version.

      Exit codes:
        0  conformant
        1  not conformant
        2  invalid command line, unreadable or unwritable file, or invalid suite
        3  undecided: unreachable, unauthorized, interrupted, out of budget or inconclusive
        4  conformant, but drifted from the pin or from --expect-topology

      """
  }
}
