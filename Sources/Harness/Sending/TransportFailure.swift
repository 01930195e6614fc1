internal import Transcripts

/// How the transport of an exchange failed.
public enum TransportFailure: String, Sendable, CaseIterable {
  /// No connection could be established.
  case unreachable
  /// The connection was closed before the answer began, or reset.
  case reset
  /// No byte arrived in time.
  case silent
  /// The answer stopped before its end, and the connection stayed open.
  case stalled
  /// The answer did not end in time, or exceeded the size limit.
  case endless

  /// The failure of an exchange; nil if the endpoint answered, or if we ended the exchange.
  init?(of exchange: Exchange) {
    let isAnswered = exchange.status != nil
    switch exchange.ending {
    case .refused, .unresolved, .untrusted: self = .unreachable
    // A broken framing is an answer, which checks judge.
    case .reset where !isAnswered || exchange.endingDetail.contains("reset by peer"): self = .reset
    case .truncated where !isAnswered: self = .reset
    case .tooLarge: self = .endless
    case .timedOut:
      switch exchange.timeout?.phase {
      case .connect: self = .unreachable
      case .firstByte: self = .silent
      case .idle: self = .stalled
      case .total, nil: self = exchange.received.isEmpty ? .silent : .endless
      case .closing, .end: return nil
      }
    case .complete, .keptOpen, .truncated, .reset, .cancelled: return nil
    }
  }
}
