internal import Synchronization
internal import Transcripts

/// A request on its way to the loop, and the continuation for its exchange.
struct Order: Sendable {
  /// The request to send.
  let request: Request
  /// How long the exchange may last, and how much may come back.
  let bounds: Bounds
  /// Whether to use a new connection instead of a reused one.
  let isApart: Bool
  /// Set when the caller no longer waits.
  let flag: Flag
  /// The waiting caller; resumed exactly once.
  let continuation: CheckedContinuation<Exchange, Never>

  /// Ends the order without sending anything, for a reason.
  func decline(_ reason: String) {
    var exchange = Exchange(request: request)
    exchange.ending = .cancelled
    exchange.endingDetail = reason
    continuation.resume(returning: exchange)
  }
}

/// A flag that any thread can set and none can reset.
final class Flag: Sendable {
  private let raised = Atomic(false)

  /// Whether the flag is set.
  var isRaised: Bool { raised.load(ordering: .acquiring) }

  /// Sets the flag.
  func raise() {
    raised.store(true, ordering: .releasing)
  }
}
