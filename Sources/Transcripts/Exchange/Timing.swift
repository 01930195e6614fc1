/// When each phase of an exchange ended, in milliseconds since it began; nil when it never did.
public struct Timing: Sendable, Equatable {
  /// The moment it began, in milliseconds of Unix time.
  public var started: Double?
  /// The host name was resolved.
  public var dns: Double?
  /// The connection stood.
  public var connect: Double?
  /// The TLS handshake was done.
  public var tls: Double?
  /// The first byte of the answer was there.
  public var firstByte: Double?
  /// The last byte of the answer was there.
  public var lastByte: Double?
  /// Until when others were answered while this one had nothing yet.
  public var queued: Double?
  /// All was over.
  public var total: Double = 0

  /// Starts with nothing measured.
  public init() {}
}
