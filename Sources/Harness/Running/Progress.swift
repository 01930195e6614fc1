/// What happens while a run goes on, for whoever watches.
public enum Progress: Sendable {
  /// So many trials are about to run.
  case began(trials: Int)
  /// A trial sends its first request.
  case started(Trial)
  /// A trial has ended, with what was concluded about its exchanges.
  case ended(Trial, [CheckResult])
  /// Something went wrong on our side that does not end the run.
  case notice(String)
}
