internal import Synchronization

/// A flag that the caller of an evaluation no longer waits.
final class Cancellation: Sendable {
  private let asked = Atomic(false)

  /// Requests the end of the evaluation.
  func ask() { asked.store(true, ordering: .relaxed) }

  var isAsked: Bool { asked.load(ordering: .relaxed) }
}
