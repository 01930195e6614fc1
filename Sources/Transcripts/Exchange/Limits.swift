/// The most that an answer may hold, so that a hostile endpoint cannot exhaust memory.
public struct Limits: Sendable, Equatable {
  /// Bytes of the decoded body.
  public var body: Int
  /// Bytes of all header lines together.
  public var headers: Int
  /// Bytes of one line of an event stream.
  public var line: Int
  /// Events of a stream, and pieces in which a body arrives.
  public var events: Int

  /// Bounds an answer to what no honest one reaches.
  public init(
    body: Int = 8 << 20, headers: Int = 256 << 10, line: Int = 4 << 20, events: Int = 50_000
  ) {
    self.body = body
    self.headers = headers
    self.line = line
    self.events = events
  }
}
