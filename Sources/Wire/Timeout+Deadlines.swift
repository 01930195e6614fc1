internal import Transcripts

extension Timeout {
  /// The deadline of a phase.
  init(_ phase: Phase, of deadlines: Deadlines) {
    let seconds: Double? =
      switch phase {
      case .connect: deadlines.connect
      case .firstByte: deadlines.firstByte
      case .idle: deadlines.idle
      case .closing: deadlines.closing
      case .total: deadlines.total
      case .end: nil
      }
    self.init(phase, seconds: seconds)
  }

  /// The ending of an exchange that exceeds the deadline.
  var ending: Ending { phase == .closing ? .keptOpen : .timedOut }

  /// The message about the deadline.
  func message(queued: Double = 0) -> String {
    let uncounted =
      queued > 0
      ? ", not counting \((queued / 1000).tenths) s in which other requests were answered" : ""
    let limit = seconds?.spelled ?? ""
    return switch phase {
    case .connect: "no connection within \(limit) s"
    case .firstByte: "no answer within \(limit) s\(uncounted)"
    case .idle: "no further byte of the answer within \(limit) s"
    case .closing: "still open \(limit) s after the end of the answer"
    case .total: "not finished within \(limit) s\(uncounted)"
    case .end: "not finished when the run ended"
    }
  }
}

extension Double {
  /// Seconds as milliseconds, limited to the range of the clock; invalid values are 0.
  var milliseconds: Double { self > 0 ? Swift.min(self * 1000, 1e9) : 0 }

  fileprivate var tenths: Double { (self * 10).rounded() / 10 }

  fileprivate var spelled: String { Int(exactly: self).map(String.init) ?? String(self) }
}
