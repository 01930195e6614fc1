internal import Synchronization

/// Places for what happens at the same time; they are given in the order of the requests for them.
actor Slots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  /// Waits for a place for a number of users.
  func take(for users: Int) async -> Place {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
    return Place(users, in: self)
  }

  fileprivate func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }

  /// A place that is free again when all of its users have left it.
  final class Place: Sendable {
    private let users: Mutex<Int>
    private let slots: Slots

    fileprivate init(_ users: Int, in slots: Slots) {
      self.users = Mutex(users)
      self.slots = slots
    }

    /// Notes that a user no longer needs the place.
    func leave() async {
      let left = users.withLock { users in
        users -= 1
        return users
      }
      if left == 0 { await slots.give() }
    }
  }
}
