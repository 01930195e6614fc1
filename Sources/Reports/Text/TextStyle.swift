internal import JSONText

/// The appearance of a text report.
public struct TextStyle: Sendable {
  /// The maximum line width.
  public var width: Int
  /// Whether the terminal supports colours.
  public var isColoured: Bool
  /// Whether the terminal supports signs beyond ASCII.
  public var isUnicode: Bool
  /// The amount of detail.
  public var detail: Detail

  /// How much detail a report has.
  public enum Detail: Sendable {
    /// The verdict and the failures.
    case quiet
    /// Also the steps.
    case usual
    /// Also every check of every exchange.
    case verbose
  }

  /// Describes a style.
  public init(
    width: Int = 80, isColoured: Bool = false, isUnicode: Bool = true, detail: Detail = .usual
  ) {
    // With fewer columns, indentation leaves no room for the text.
    self.width = max(40, width)
    self.isColoured = isColoured
    self.isUnicode = isUnicode
    self.detail = detail
  }

  /// A colour of the terminal.
  enum Colour: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case grey = 90
  }

  /// The text, escaped and in a colour if the terminal supports colours.
  func coloured(_ text: String, _ colour: Colour) -> String {
    isColoured ? "\u{1B}[\(colour.rawValue)m\(text.printable)\u{1B}[0m" : text.printable
  }

  /// The text, escaped and bold if the terminal supports it.
  func bold(_ text: String) -> String {
    isColoured ? "\u{1B}[1m\(text.printable)\u{1B}[0m" : text.printable
  }

  /// The text on lines of the maximum width, each with an indentation.
  public func wrapped(_ text: String, indent: String, hanging: String? = nil) -> String {
    let text = text.printable
    var lines: [String] = []
    var line = indent
    var isFresh = true
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var word = word
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = hanging ?? indent
        isFresh = true
      }
      // A word that is longer than a line is split.
      while isFresh, line.count + word.count > width {
        let room = max(1, width - line.count)
        lines.append(line + String(word.prefix(room)).beginning)
        line = hanging ?? indent
        word = word.dropFirst(room)
      }
      // At the beginning of a line, a text could be a command for a CI system.
      line += isFresh ? String(word).beginning : " " + word
      isFresh = false
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
