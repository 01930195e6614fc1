import Harness

/// A command line that cannot be followed, and what to write instead.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }

  static func unknown(_ word: String, of command: Command) -> Self {
    let names = command.options.map { "--\($0.name)" }
    let near = word.nearest(of: names).map { "; perhaps \($0) is meant" } ?? ""
    return Self("`conformance \(command.name)` has no option \(word)\(near)")
  }
}
