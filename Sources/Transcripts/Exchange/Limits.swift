/// The most that an answer may hold, so that a hostile endpoint cannot exhaust memory.
public struct Limits: Sendable, Equatable {
  /// Bytes of the decoded body.
  public var body: Int
  /// Bytes of all header lines together.
  public var headers: Int
  /// Bytes of one line of an event stream.
  public var line: Int

  /// Bounds an answer to what no honest one reaches.
  public init(body: Int = 16 << 20, headers: Int = 256 << 10, line: Int = 4 << 20) {
    self.body = body
    self.headers = headers
    self.line = line
  }
}
