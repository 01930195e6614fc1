internal import Glibc

/// Measures milliseconds since it was started, unmoved by whoever sets the time.
struct Clock {
  private let start = Self.now()

  /// Milliseconds since the start.
  var elapsed: Double { Self.now() - start }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
