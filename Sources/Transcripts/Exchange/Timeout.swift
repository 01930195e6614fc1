/// The deadline that ended an exchange.
public struct Timeout: Sendable, Equatable {
  /// The part of the exchange that lasted too long.
  public var phase: Phase
  /// The longest that it may last, in seconds; nil for the end of the run.
  public var seconds: Double?

  /// A part of an exchange that has a deadline of its own, as transcripts name it.
  public enum Phase: String, Sendable, CaseIterable {
    /// Until the connection is made.
    case connect
    /// Until the answer begins.
    case firstByte = "first-byte"
    /// Between two bytes of the answer.
    case idle
    /// From the last words of the answer to its end.
    case closing
    /// All of it.
    case total
    /// Until the moment at which the run ends.
    case end
  }

  /// Notes a deadline.
  public init(_ phase: Phase, seconds: Double?) {
    self.phase = phase
    self.seconds = seconds
  }

  /// As a transcript holds it.
  var json: JSON { ["phase": .string(phase.rawValue), "seconds": seconds.map { JSON($0) } ?? nil] }
}
