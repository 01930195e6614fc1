internal import Synchronization

/// Counts how often a fault has acted, whichever connection it was on.
final class Counter: Sendable {
  private let count = Mutex(0)

  /// One more each time, from 0.
  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
