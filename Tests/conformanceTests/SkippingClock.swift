import Harness
import Synchronization
import Transcripts

/// The clock of the system, except that waits end at once and move it forward.
final class SkippingClock: Sendable {
  private let skipped = Mutex(0.0)

  /// The clock for the harness.
  var clock: SteadyClock {
    SteadyClock(
      now: { monotonicMilliseconds() + self.skipped.withLock { $0 } },
      sleep: { wait in self.skipped.withLock { $0 += max(0, wait) } })
  }
}
