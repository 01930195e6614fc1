internal import Transcripts

/// How the transport of an exchange failed.
public enum TransportFailure: String, Sendable, CaseIterable {
  /// No connection could be established.
  case unreachable
  /// The connection was reset or closed before the answer began.
  case reset
  /// No byte arrived in time.
  case silent
  /// The answer stopped before its end, and the connection stayed open.
  case stalled
  /// The answer did not end in time, or exceeded the size limit.
  case endless
  /// The requests failed in different ways.
  case mixed

  /// Whether each failure costs the time of a timeout.
  var takesTime: Bool { [.silent, .stalled, .endless].contains(self) }

  /// The failure of an exchange; nil if the endpoint answered, or if we ended the exchange.
  init?(of exchange: Exchange) {
    switch exchange.ending {
    case .refused, .unresolved, .untrusted: self = .unreachable
    // The beginning of an answer is more than a dead endpoint sends.
    case .reset where exchange.status == nil, .truncated where exchange.status == nil: self = .reset
    case .tooLarge: self = .endless
    case .timedOut:
      switch exchange.timeout?.phase {
      case .connect: self = .unreachable
      case .firstByte: self = .silent
      case .idle: self = .stalled
      case .total, nil: self = exchange.received.isEmpty ? .silent : .endless
      case .closing, .end: return nil
      }
    case .complete, .keptOpen, .reset, .truncated, .cancelled: return nil
    }
  }
}
