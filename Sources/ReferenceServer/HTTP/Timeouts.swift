/// How long the server waits for a client.
struct Timeouts: Sendable {
  /// Until a request begins.
  var idle: Duration = .seconds(60)
  /// From the first byte of a request to the end of its head.
  var head: Duration = .seconds(10)
  /// From the end of the head to the end of the body.
  var body: Duration = .seconds(30)
  /// Until the client accepts sent bytes, in seconds.
  var sendSeconds = 10
}
