import Harness
import ReferenceServer

/// The entry point: finds the command, performs it and reports errors.
enum CommandLineTool {
  /// Performs a command line and returns the exit code of the process.
  static func run(_ words: [String], environment: [String: String]) async -> ExitCode {
    var words = words
    switch words.first {
    case "--help", "-h", "help":
      return help(for: words.count > 1 ? words[1] : nil)
    case "--version":
      Console.print("conformance \(Version.current)\n")
      return .conformant
    default: break
    }
    let named = words.first.flatMap(CommandName.init)?.command
    if named != nil { words.removeFirst() }
    // Without a command, the words are options of `run`.
    let command = named ?? .run
    // Before the options are parsed, so that invalid options do not prevent the help.
    if words.contains("--help") || words.contains("-h") { return help(for: command.name) }
    do {
      if named == nil, let word = words.first, !word.hasPrefix("-") {
        throw UsageError.unknown(command: word)
      }
      return try await command.perform(Arguments(words, for: command, environment: environment))
    } catch {
      return report(error)
    }
  }

  /// Reports an error and returns its exit code.
  ///
  /// Every error has exit code 2, also an input or output error: nothing was judged, and the user must change
  /// something. This is documented behaviour. Only an interruption is undecided.
  static func report(_ error: any Error) -> ExitCode {
    switch error {
    case let error as UsageError: Console.notice("conformance: \(error.message)")
    case let error as SuiteProblems: Console.notice(error.description)
    case is Interruption.Interrupted:
      Console.notice("conformance: interrupted before the first request")
      return .undecided
    default: Console.notice("conformance: \(error)")
    }
    return .usage
  }

  /// Prints the help of a command, or the overview.
  private static func help(for name: String?) -> ExitCode {
    guard let name else {
      Console.print(Command.overview)
      return .conformant
    }
    guard let command = CommandName(rawValue: name)?.command else {
      Console.notice("conformance: \(UsageError.unknown(command: name).message)")
      return .usage
    }
    Console.print(command.help)
    return .conformant
  }
}
