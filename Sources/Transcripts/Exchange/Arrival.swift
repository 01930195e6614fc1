/// A part of the body that arrived in one piece.
public struct Arrival: Sendable, Equatable {
  /// Milliseconds since the exchange began.
  public var at: Double
  /// How many bytes of the body.
  public var bytes: Int

  /// Notes an arrival.
  public init(at: Double, bytes: Int) {
    self.at = at
    self.bytes = bytes
  }
}
