internal import Glibc

/// A point in time, in UTC.
public struct Timestamp: Sendable {
  private let seconds: time_t

  /// The current time.
  public init() {
    seconds = time(nil)
  }

  /// The beginning of a day such as `2026-12-31`; nil if the text is not a valid date.
  public init?(day: String) {
    let parts = day.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int32(parts[0]), let month = Int32(parts[1]),
      let number = Int32(parts[2])
    else { return nil }
    var time = tm()
    time.tm_year = year - 1900
    time.tm_mon = month - 1
    time.tm_mday = number
    seconds = timegm(&time)
    // `timegm` converts an invalid date, such as June 31, to another date.
    if self.day != day { return nil }
  }

  /// The seconds from now; negative if the time is in the past.
  var secondsFromNow: Double { Double(seconds - time(nil)) }

  /// The time a number of days later.
  public func later(days: Int) -> Timestamp { Timestamp(seconds: seconds + days * 86_400) }

  private init(seconds: time_t) {
    self.seconds = seconds
  }

  /// The day, as `2026-11-21`.
  public var day: String { formatted("%Y-%m-%d") }

  /// The time in ISO 8601 format, `2026-11-21T10:15:00Z`.
  public var iso: String { formatted("%Y-%m-%dT%H:%M:%SZ") }

  /// The time in UTC, in a format of `strftime`.
  private func formatted(_ format: String) -> String {
    var seconds = seconds
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, format, &parts)
    return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
