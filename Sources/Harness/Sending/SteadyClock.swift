internal import Transcripts

/// A clock that only goes forward, in milliseconds; tests replace it to run without waiting.
public struct SteadyClock: Sendable {
  /// The time now.
  public let now: @Sendable () -> Double
  /// Waits for some milliseconds, or until the task is cancelled.
  public let sleep: @Sendable (Double) async -> Void

  /// A clock from two functions.
  public init(
    now: @escaping @Sendable () -> Double, sleep: @escaping @Sendable (Double) async -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The clock of the system.
  public static let system = SteadyClock(
    now: { monotonicMilliseconds() },
    sleep: { try? await Task.sleep(for: .milliseconds($0)) })
}
