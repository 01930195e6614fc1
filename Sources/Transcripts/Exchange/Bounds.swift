/// How long an exchange may last, and how much may come back.
public struct Bounds: Sendable, Equatable {
  /// How long each phase may last.
  public var deadlines: Deadlines
  /// How much may come back.
  public var limits: Limits
  /// When it ends in any case, on the clock of ``monotonicMilliseconds()``.
  public var endsAt: Double?
  /// The bytes that end a response: after them it has little time left to close.
  public var endMarker: [UInt8]

  /// Bounds an exchange by the default deadlines and limits unless others are given.
  public init(
    deadlines: Deadlines = Deadlines(), limits: Limits = Limits(), endsAt: Double? = nil,
    endMarker: [UInt8] = []
  ) {
    self.deadlines = deadlines
    self.limits = limits
    self.endsAt = endsAt
    self.endMarker = endMarker
  }
}
