/// A part of the body that arrived at one time.
public struct Arrival: Sendable, Equatable {
  /// Milliseconds since the exchange began.
  public var at: Double
  /// The number of bytes of the body.
  public var bytes: Int

  /// Describes an arrival.
  public init(at: Double, bytes: Int) {
    self.at = at
    self.bytes = bytes
  }
}
