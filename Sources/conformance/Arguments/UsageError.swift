import JSONText
import Harness

/// A command line that cannot be followed, and what to write instead.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }

  static func empty(_ variable: String) -> Self {
    Self("\(variable) is set and empty: give it a value, or unset it")
  }

  static func unknown(command word: String) -> Self {
    let meant =
      word.contains("://")
      ? "--endpoint \(word)" : word.nearest(of: Command.all.map(\.name)).map { "`\($0)`" }
    let near = meant.map { "; perhaps \($0) is meant" } ?? ""
    return Self("there is no command `\(word)`\(near); see conformance --help")
  }

  static func unknown(_ word: String, of command: Command) -> Self {
    let names = command.options.map { "--\($0.name)" }
    let near = word.nearest(of: names).map { "; perhaps \($0) is meant" } ?? ""
    return Self("`conformance \(command.name)` has no option \(word)\(near)")
  }
}
