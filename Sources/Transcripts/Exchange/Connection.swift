/// The connection of an exchange.
public struct Connection: Sendable, Equatable {
  /// The address and port of the peer.
  public var remote: String?
  /// Whether an earlier exchange had opened the connection.
  public var reused = false
  /// How often the request was sent again because a reused connection closed without a response.
  public var resent = 0
  /// Whether the connection was encrypted.
  public var tls = false

  /// An unknown connection.
  public init() {}
}
