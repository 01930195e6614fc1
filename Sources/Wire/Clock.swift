internal import Glibc
internal import Transcripts

/// Measures milliseconds since it was started, unmoved by whoever sets the time.
struct Clock {
  /// The moment of the start, in milliseconds of Unix time.
  let started: Double
  /// The same on the clock that only goes forward.
  let start = monotonicMilliseconds()

  /// Starts to measure.
  init() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    started = Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Milliseconds since the start.
  var elapsed: Double { monotonicMilliseconds() - start }
}
