internal import Glibc

/// A moment in UTC.
public struct Timestamp: Sendable {
  private let seconds: time_t

  /// Now.
  public init() {
    seconds = time(nil)
  }

  /// As ISO 8601 has it, `2026-11-21T10:15:00Z`.
  public var iso: String { formatted("%Y-%m-%dT%H:%M:%SZ") }

  /// The same for names of files, `20261121T101500Z`.
  public var compact: String { formatted("%Y%m%dT%H%M%SZ") }

  private func formatted(_ format: String) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, format, &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Milliseconds on a clock that only goes forward.
public func monotonicMilliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
