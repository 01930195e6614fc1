/// How long the server waits for a client before it gives up on it.
struct Patience: Sendable {
  /// For a request to begin.
  var idle: Duration = .seconds(60)
  /// For a request's head to be complete once it began.
  var head: Duration = .seconds(10)
  /// For a request's body to be complete once its head is.
  var body: Duration = .seconds(30)
  /// For the client to take what is being sent, in seconds.
  var sendSeconds = 10
}
