internal import Glibc
internal import Transcripts

/// Measures milliseconds since its start, independent of changes of the system time.
struct Clock {
  /// The start in milliseconds of Unix time.
  let started: Double
  /// The start on the monotonic clock.
  let start = monotonicMilliseconds()

  /// Starts the clock.
  init() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    started = Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Milliseconds since the start.
  var elapsed: Double { monotonicMilliseconds() - start }
}
