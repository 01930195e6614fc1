internal import Synchronization

/// Places for what happens at the same time; they are given in the order of the requests for them.
actor Slots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  /// Waits for a place for some trials of a case.
  func take(for trials: Int) async -> Place {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
    return Place(trials, in: self)
  }

  fileprivate func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }

  /// A place that is free again when all of its trials have got their last response.
  final class Place: Sendable {
    private let sending: Mutex<Int>
    private let slots: Slots

    fileprivate init(_ trials: Int, in slots: Slots) {
      sending = Mutex(trials)
      self.slots = slots
    }

    /// Notes that a trial has got its last response.
    func leave() async {
      let left = sending.withLock { sending in
        sending -= 1
        return sending
      }
      if left == 0 { await slots.give() }
    }
  }
}
