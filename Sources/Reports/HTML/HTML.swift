internal import JSONText

/// A piece of a page, escaped by construction: element names are literals, and no text becomes
/// markup.
struct HTML: ExpressibleByStringInterpolation {
  private let markup: String

  /// A text on one line; invisible characters and those that change the text direction are escaped.
  init(stringLiteral text: String) {
    markup = text.printable.escapedForHTML
  }

  /// A text on one line.
  init(_ text: String) {
    self.init(stringLiteral: text)
  }

  /// A text that keeps its lines.
  init(lines text: String) {
    markup = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable.escapedForHTML }.joined(separator: "\n")
  }

  /// Creates an element; every element is closed, so that the page is also well-formed XML.
  init(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ children: [HTML] = []
  ) {
    var text = "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(value.printable.escapedForHTML)\"" }
    if children.isEmpty && Self.void.contains("\(name)") {
      text += "/>"
    } else {
      text += ">"
      for child in children { text += child.markup }
      text += "</\(name)>"
    }
    markup = text
  }

  /// The elements that have no content and no end tag.
  private static let void: Set = ["meta", "br", "rect", "line", "circle"]

  /// Joins several pieces.
  init(_ pieces: [HTML]) {
    markup = pieces.map(\.markup).joined()
  }

  /// A literal that must not be escaped: a style sheet.
  init(style: StaticString) {
    markup = "\(style)"
  }

  /// The piece as a document.
  var document: String { "<!DOCTYPE html>\n" + markup + "\n" }
}

extension [HTML] {
  /// The pieces with a separator between them.
  func joined(by separator: HTML) -> [HTML] {
    enumerated().flatMap { $0 == 0 ? [$1] : [separator, $1] }
  }
}

extension String {
  fileprivate var escapedForHTML: String {
    // Most texts need no escape.
    guard utf8.contains(where: { Self.special.contains($0) }) else { return self }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(utf8.count + 32)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  private static let special = Set("&<>\"'".utf8)
}
