internal import Transcripts

/// A part of an exchange that has a deadline of its own.
enum Phase {
  /// Until the connection stands.
  case connect
  /// Until the answer begins.
  case firstByte
  /// Between two bytes of the answer.
  case idle
  /// From the last words of the answer to its end.
  case closing
  /// All of it.
  case total
  /// Until the moment at which all has to end.
  case end

  /// What an exchange comes to that goes past it.
  var ending: Ending { self == .closing ? .keptOpen : .timedOut }

  /// What to say when the deadline passed.
  func complaint(_ deadlines: Deadlines, queued: Double = 0) -> String {
    let besides =
      queued > 0 ? ", besides \((queued / 1000).tenths) s in which others were answered" : ""
    return switch self {
    case .connect: "no connection within \(deadlines.connect.spelled) s"
    case .firstByte: "no answer within \(deadlines.firstByte.spelled) s\(besides)"
    case .idle: "no further byte of the answer within \(deadlines.idle.spelled) s"
    case .closing: "still open \(deadlines.closing.spelled) s after all was said"
    case .total: "not finished within \(deadlines.total.spelled) s\(besides)"
    case .end: "not finished when the time for all was over"
    }
  }
}

extension Double {
  /// Seconds as milliseconds, within what the clock can hold; nonsense counts as none.
  var milliseconds: Double { self > 0 ? Swift.min(self * 1000, 1e9) : 0 }

  fileprivate var tenths: Double { (self * 10).rounded() / 10 }

  fileprivate var spelled: String { Int(exactly: self).map(String.init) ?? String(self) }
}
