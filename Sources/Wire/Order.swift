internal import Synchronization
internal import Transcripts

/// A request on its way to the loop, and whom to tell how it went.
struct Order: Sendable {
  /// What to send.
  let request: Request
  /// How long the exchange may last, and how much may come back.
  let bounds: Bounds
  /// Whether to send it on a connection of its own, rather than on one that was kept.
  let isApart: Bool
  /// Raised when nobody waits for it any more.
  let flag: Flag
  /// Who waits for the exchange; resumed exactly once.
  let continuation: CheckedContinuation<Exchange, Never>

  /// Answers that nothing was sent, and why.
  func decline(_ reason: String) {
    var exchange = Exchange(request: request)
    exchange.ending = .cancelled
    exchange.endingDetail = reason
    continuation.resume(returning: exchange)
  }
}

/// A flag that any thread may raise and none can lower.
final class Flag: Sendable {
  private let raised = Atomic(false)

  /// Whether somebody raised it.
  var isRaised: Bool { raised.load(ordering: .acquiring) }

  /// Raises it for good.
  func raise() {
    raised.store(true, ordering: .releasing)
  }
}
