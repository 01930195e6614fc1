/// An event during a run.
public enum Progress: Sendable {
  /// The run starts with a number of trials.
  case began(trials: Int)
  /// A trial sends its first request.
  case started(Trial)
  /// A trial has ended, with these results.
  case ended(Trial, [CheckResult])
  /// A problem on our side that does not end the run, or another message for the user.
  case notice(String)
}
