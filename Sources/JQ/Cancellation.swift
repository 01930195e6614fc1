internal import Synchronization

/// A flag that the caller of an evaluation no longer waits.
final class Cancellation: Sendable {
  private let requested = Atomic(false)

  /// Requests the end of the evaluation.
  func request() { requested.store(true, ordering: .relaxed) }

  var isRequested: Bool { requested.load(ordering: .relaxed) }
}
