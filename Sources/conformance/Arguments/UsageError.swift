import JSONText
import Harness

/// An invalid command line, with a suggestion.
struct UsageError: Error {
  /// The text for the user, which may have several lines.
  let message: String

  init(_ message: String) {
    self.message = message
  }

  /// An empty variable that must have a value, because another target would be tested.
  static func empty(_ variable: String) -> Self {
    Self("\(variable) is set but empty: set a value, or unset it")
  }

  /// An unknown command; a URL probably belongs to `--endpoint`.
  static func unknown(command word: String) -> Self {
    let suggestion =
      word.contains("://")
      ? "--endpoint \(word)"
      : word.nearest(of: CommandName.allCases.map(\.rawValue)).map { "`\($0)`" }
    let hint = suggestion.map { "; perhaps \($0) is meant" } ?? ""
    return Self("unknown command `\(word)`\(hint)\n  See `conformance --help`.")
  }

  /// An unknown option, with the most similar name.
  static func unknown(_ word: String, of command: Command) -> Self {
    let names = command.options.map { "--\($0.name)" }
    let hint = word.nearest(of: names).map { "; perhaps \($0) is meant" } ?? ""
    return Self("unknown option \(word)\(hint)\n  See `conformance \(command.name) --help`.")
  }
}
