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

/// Counts how often each of several things came.
final class CounterOfEach<Key: Hashable & Sendable>: Sendable {
  private let counts = Mutex<[Key: Int]>([:])

  /// One more each time that the same comes, from 0.
  func next(_ key: Key) -> Int {
    counts.withLock { counts in
      defer { counts[key, default: 0] += 1 }
      return counts[key] ?? 0
    }
  }
}
