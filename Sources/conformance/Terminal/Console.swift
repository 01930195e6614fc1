import JSONText
import Glibc
import Harness
import Reports

/// The standard streams of the process and the abilities of its terminal.
enum Console {
  /// Writes to standard output; false if that fails, unless the reader closed the pipe.
  @discardableResult
  static func print(_ text: String) -> Bool { write(text, to: 1) || errno == EPIPE }

  /// Writes lines to standard error, with control characters escaped.
  static func notice(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines { status("\(String(line).printable)\n") }
  }

  /// Writes the notices of a run.
  static func notice(_ progress: Progress) {
    if case .notice(let text) = progress { notice(text) }
  }

  /// Writes to standard error without a line break.
  static func status(_ text: String) { _ = write(text, to: 2) }

  /// Whether standard error can show a line that is repainted.
  static var isInteractive: Bool { isatty(2) == 1 && Environment.all["TERM"] != "dumb" }

  /// The style for standard output.
  static func style(_ detail: TextStyle.Detail) -> TextStyle {
    let isTerminal = isatty(1) == 1
    let environment = Environment.all
    let hasNoColour = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
    // Without a locale, a terminal may not show Unicode, but a file can contain it.
    let isUnicode = locale.map { $0.lowercased().contains("utf") } ?? !isTerminal
    return TextStyle(
      width: columns(of: 1) ?? 100,
      isColoured: isTerminal && !hasNoColour && environment["TERM"] != "dumb",
      isUnicode: isUnicode, detail: detail)
  }

  /// The width of a terminal; nil for a file or a pipe.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a text to an open file; false if that fails.
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
