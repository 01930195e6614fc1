/// The longest that each phase of an exchange may last, in seconds.
public struct Deadlines: Sendable, Equatable {
  /// Until the connection stands, TLS included.
  public var connect: Double
  /// From the start until the first byte of the answer.
  public var firstByte: Double
  /// Between two bytes of the answer.
  public var idle: Double
  /// The whole exchange.
  public var total: Double
  /// From the last words of an answer to its end.
  public var closing = 3.0

  /// Waits longer for the answer to begin, and so for its end.
  public mutating func wait(times factor: Double) {
    firstByte *= factor
    total *= factor
  }

  /// Sets the phases apart; the total bounds them all.
  public init(
    connect: Double = 10, firstByte: Double = 120, idle: Double = 120, total: Double = 120
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}
