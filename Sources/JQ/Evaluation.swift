/// What came of running a program on an input.
public struct Evaluation: Sendable, Equatable {
  /// The outputs so far, each JSON text.
  public var outputs: [String] = []
  /// How the run ended.
  public var ending: Ending

  /// How a run ended.
  public enum Ending: Sendable, Equatable {
    /// All outputs are there.
    case complete
    /// It raised an error.
    case raised(String)
    /// It called `halt`, which ends it at that place.
    case halted
    /// It does not compile; libjq's messages, with file and line.
    case notCompiled([String])
    /// It went on past its deadline, or put out more than anyone would read, and was killed.
    case stopped(String)
    /// The worker died on it.
    case crashed
    /// No worker could be started.
    case unavailable(String)

    /// What happened, in a few words.
    public var words: String {
      switch self {
      case .complete: "it ended"
      case .raised(let message): "it raised: \(message)"
      case .halted: "it called halt"
      case .notCompiled(let messages): messages.first ?? "it does not compile"
      case .stopped(let why): "it was stopped: \(why)"
      case .crashed: "libjq ended on it"
      case .unavailable(let why): why
      }
    }
  }
}
