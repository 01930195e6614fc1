internal import Glibc

/// Measures milliseconds since it was started, unmoved by whoever sets the time.
struct Clock {
  /// The moment of the start, in milliseconds of Unix time.
  let started = Self.now(CLOCK_REALTIME)
  private let start = Self.now(CLOCK_MONOTONIC)

  /// Milliseconds since the start.
  var elapsed: Double { Self.now(CLOCK_MONOTONIC) - start }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
