internal import JSONText

/// The deadline that ended an exchange.
public struct Timeout: Sendable, Equatable {
  /// The phase that lasted too long.
  public var phase: Phase
  /// The maximum duration in seconds; nil for the end of the run.
  public var seconds: Double?

  /// A phase with a deadline, by its name in transcripts.
  public enum Phase: String, Sendable, CaseIterable {
    /// Until the connection is established.
    case connect
    /// Until the answer begins.
    case firstByte = "first-byte"
    /// Between two bytes of the answer.
    case idle
    /// From the end marker of the answer to its end.
    case closing
    /// The complete exchange.
    case total
    /// Until the end of the run.
    case end
  }

  /// Describes a passed deadline.
  public init(_ phase: Phase, seconds: Double?) {
    self.phase = phase
    self.seconds = seconds
  }

  /// The JSON form in a transcript.
  var json: JSON { ["phase": .string(phase.rawValue), "seconds": seconds.map { JSON($0) } ?? nil] }
}
