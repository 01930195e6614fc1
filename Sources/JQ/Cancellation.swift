internal import Synchronization

/// Whether whoever waits for an evaluation has given up.
final class Cancellation: Sendable {
  private let asked = Atomic(false)

  /// Asks for an end.
  func ask() { asked.store(true, ordering: .relaxed) }

  var isAsked: Bool { asked.load(ordering: .relaxed) }
}
