/// Over what an exchange travelled.
public struct Connection: Sendable, Equatable {
  /// The address and port that answered.
  public var remote: String?
  /// Whether an earlier exchange had opened it.
  public var reused = false
  /// How often the request was sent again, since a connection that was kept open closed without a word.
  public var resent = 0
  /// Whether it was encrypted.
  public var tls = false

  /// Starts with nothing known.
  public init() {}
}
