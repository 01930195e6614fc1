import Synchronization

@testable import Harness

/// A clock that jumps to the next time for which a task waits, so that tests do not wait.
final class VirtualClock: Sendable {
  private struct State {
    var now = 1000.0
    var sleepers: [(at: Double, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var now: Double { state.withLock { $0.now } }

  /// The clock for the harness.
  var clock: SteadyClock {
    SteadyClock(now: { self.now }, sleep: { await self.sleep($0) })
  }

  private func sleep(_ milliseconds: Double) async {
    await withCheckedContinuation { continuation in
      state.withLock {
        $0.sleepers.append((at: $0.now + max(0, milliseconds), continuation: continuation))
      }
      Task {
        // Let the other tasks run until they wait too.
        for _ in 0..<100 { await Task.yield() }
        wakeNext()
      }
    }
  }

  private func wakeNext() {
    let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard
        let next = state.sleepers.indices.min(by: { state.sleepers[$0].at < state.sleepers[$1].at })
      else { return nil }
      let sleeper = state.sleepers.remove(at: next)
      state.now = max(state.now, sleeper.at)
      return sleeper.continuation
    }
    sleeper?.resume()
  }
}
