/// The names of the commands, in the order of the overview. A command needs a name, and each name a command.
enum CommandName: String, CaseIterable {
  case run, list, explain, judge, report, replay, pin, known, diff, merge, serve, prepare

  /// The definition; the compiler reports a name that has none.
  var command: Command {
    switch self {
    case .run: .run
    case .list: .list
    case .explain: .explain
    case .judge: .judge
    case .report: .report
    case .replay: .replay
    case .pin: .pin
    case .known: .known
    case .diff: .diff
    case .merge: .merge
    case .serve: .serve
    case .prepare: .prepare
    }
  }
}
