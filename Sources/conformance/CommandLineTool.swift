import Harness
import ReferenceServer

/// The tool as a whole: finds the command, runs it, and says what went wrong.
enum CommandLineTool {
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
    let named = Command.all.first { $0.name == words.first }
    if named != nil { words.removeFirst() }
    let command = named ?? .run
    if words.contains("--help") || words.contains("-h") { return help(for: command.name) }
    do {
      if named == nil, let word = words.first, !word.hasPrefix("-") {
        throw UsageError.unknown(command: word)
      }
      return try await command.run(Arguments(words, for: command, environment: environment))
    } catch {
      return report(error)
    }
  }

  /// Says what went wrong before anything was judged; returns what that ends with.
  static func report(_ error: any Error) -> ExitCode {
    switch error {
    case let error as UsageError: Console.notice("conformance: \(error.message)")
    case let error as SuiteProblems: Console.notice(error.description)
    case is Interruption.Interrupted:
      Console.notice("interrupted before anything was sent")
      return .undecided
    default: Console.notice("conformance: \(error)")
    }
    return .usage
  }

  private static func help(for name: String?) -> ExitCode {
    guard let name else {
      Console.print(Command.overview)
      return .conformant
    }
    guard let command = Command.all.first(where: { $0.name == name }) else {
      Console.notice("conformance: \(UsageError.unknown(command: name).message)")
      return .usage
    }
    Console.print(command.help)
    return .conformant
  }
}
