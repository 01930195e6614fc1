/// When each phase of an exchange ended, in milliseconds since its start; nil if it did not.
public struct Timing: Sendable, Equatable {
  /// The start, in milliseconds of Unix time.
  public var started: Double?
  /// The host name was resolved.
  public var dns: Double?
  /// The connection was established.
  public var connect: Double?
  /// The TLS handshake was complete.
  public var tls: Double?
  /// The first byte of the answer arrived.
  public var firstByte: Double?
  /// The last byte of the answer arrived.
  public var lastByte: Double?
  /// The last time at which the endpoint answered other requests while this one had no answer yet.
  public var queued: Double?
  /// The exchange ended.
  public var total: Double = 0

  /// No measurements.
  public init() {}
}
