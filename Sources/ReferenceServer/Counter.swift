internal import Synchronization

/// Counts how often a fault was triggered, over all connections.
final class Counter: Sendable {
  private let count = Mutex(0)

  /// The count before this time: 0, 1, 2 and so on.
  func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}

/// Counts how often each of several keys occurred.
final class KeyedCounter<Key: Hashable & Sendable>: Sendable {
  private let counts = Mutex<[Key: Int]>([:])

  /// The count of this key before this time: 0, 1, 2 and so on.
  func next(_ key: Key) -> Int {
    counts.withLock { counts in
      defer { counts[key, default: 0] += 1 }
      return counts[key] ?? 0
    }
  }
}
