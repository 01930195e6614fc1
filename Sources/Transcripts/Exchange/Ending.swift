/// How an exchange ended, whatever its status says.
public enum Ending: String, Sendable, CaseIterable {
  /// The answer arrived whole.
  case complete
  /// All was said, and the answer was not closed.
  case keptOpen = "kept-open"
  /// The connection closed before the answer was whole.
  case truncated
  /// The connection was reset, or the HTTP framing broke.
  case reset
  /// A deadline passed.
  case timedOut = "timed-out"
  /// The answer grew past a limit.
  case tooLarge = "too-large"
  /// Nothing accepted the connection.
  case refused
  /// The host name has no address.
  case unresolved
  /// The TLS handshake failed.
  case untrusted
  /// We gave up ourselves.
  case cancelled
}
