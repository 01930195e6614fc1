internal import FoundationEssentials
internal import Harness

/// A time as Unix time and in ISO 8601.
struct Moment {
  /// Milliseconds of Unix time.
  let milliseconds: Double

  /// The end of the year 9999, because records of other origin may contain any number.
  private static let latest = 253_402_300_799.0

  init(milliseconds: Double) {
    self.milliseconds = milliseconds
  }

  /// Reads `2026-11-21T10:15:00Z`; nil for anything else.
  init?(iso: String) {
    guard let date = try? Date(iso, strategy: .iso8601) else { return nil }
    milliseconds = date.timeIntervalSince1970 * 1000
  }

  /// The form `2026-11-21T10:15:00.123Z`.
  var iso: String {
    let seconds = min(max(0, milliseconds / 1000), Self.latest)
    let date = Date(timeIntervalSince1970: seconds)
    return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}

extension RunRecord {
  /// The start in milliseconds of Unix time; 0 if the record has no valid time.
  var startedMilliseconds: Double { Moment(iso: setup.started)?.milliseconds ?? 0 }
}
