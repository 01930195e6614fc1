/// Dates of HTTP headers, such as `Thu, 26 Nov 2026 16:00:00 GMT`.
enum HTTPDate {
  /// Always in English, independent of the locale.
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds from now until a date; nil if the text is not a valid date.
  static func secondsUntil(_ text: String) -> Double? {
    guard
      let match = text.wholeMatch(
        of: /[A-Za-z]{3}, (\d{2}) ([A-Za-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/),
      let month = months.firstIndex(of: String(match.output.2)),
      let hours = Double(match.output.4), let minutes = Double(match.output.5),
      let seconds = Double(match.output.6)
    else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    guard let day = Timestamp(day: "\(match.output.3)-\(number)-\(match.output.1)") else {
      return nil
    }
    return day.secondsFromNow + hours * 3600 + minutes * 60 + seconds
  }
}
