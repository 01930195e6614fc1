/// An event during a run.
public enum Progress: Sendable {
  /// The run starts with a number of trials.
  case began(trials: Int)
  /// A trial sends its first request.
  case started(Trial)
  /// A trial has got its last response, or cannot continue.
  case ended(Trial)
  /// A problem on our side that does not end the run, or another message for the user.
  case notice(String)
}
