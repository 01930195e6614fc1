/// How an exchange ended, independent of its status.
public enum Ending: String, Sendable, CaseIterable {
  /// The answer arrived completely.
  case complete
  /// The answer had ended, and the connection was not closed.
  case keptOpen = "kept-open"
  /// The connection closed before the end of the answer.
  case truncated
  /// The connection was reset, or the HTTP framing broke.
  case reset
  /// A deadline passed.
  case timedOut = "timed-out"
  /// The answer exceeded a limit.
  case tooLarge = "too-large"
  /// Nothing accepted the connection.
  case refused
  /// The host name has no address.
  case unresolved
  /// The TLS handshake failed.
  case untrusted
  /// We cancelled the exchange.
  case cancelled
}
