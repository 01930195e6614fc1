/// Over what an exchange travelled.
public struct Connection: Sendable, Equatable {
  /// The address and port that answered.
  public var remote: String?
  /// Whether an earlier exchange had opened it.
  public var reused = false
  /// Whether it was encrypted.
  public var tls = false

  /// Starts with nothing known.
  public init() {}
}
