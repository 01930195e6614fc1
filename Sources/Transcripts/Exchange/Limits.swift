/// The maximum size of an answer, so that a hostile endpoint cannot exhaust the memory.
public struct Limits: Sendable, Equatable {
  /// Bytes of the decoded body.
  public var body: Int
  /// Bytes of all header lines together.
  public var headers: Int
  /// Bytes of one line of an event stream.
  public var line: Int
  /// Events of a stream, and arrivals of a body.
  public var events: Int

  /// Sets limits that no valid answer reaches.
  public init(
    body: Int = 8 << 20, headers: Int = 256 << 10, line: Int = 4 << 20, events: Int = 50_000
  ) {
    self.body = body
    self.headers = headers
    self.line = line
    self.events = events
  }
}
