/// The result of running a program on an input.
public struct Evaluation: Sendable, Equatable {
  /// The outputs, each as JSON text.
  public var outputs: [String] = []
  /// How the evaluation ended.
  public var ending: Ending

  /// The ways in which an evaluation ends.
  public enum Ending: Sendable, Equatable {
    /// All outputs are complete.
    case complete
    /// The program raised an error.
    case raised(String)
    /// The program called `halt`.
    case halted
    /// The program does not compile; the messages of libjq contain file and line.
    case notCompiled([String])
    /// The program was killed, because it passed its deadline or its output was too long.
    case stopped(String)
    /// The worker process crashed.
    case crashed
    /// No worker could be started, or the caller cancelled the evaluation.
    case unavailable(String)

    /// The ending in a few words.
    public var words: String {
      switch self {
      case .complete: "it ended"
      case .raised(let message): "it raised: \(message)"
      case .halted: "it called halt"
      case .notCompiled(let messages): messages.first ?? "it does not compile"
      case .stopped(let why): "it was stopped: \(why)"
      case .crashed: "libjq crashed"
      case .unavailable(let why): why
      }
    }
  }
}
