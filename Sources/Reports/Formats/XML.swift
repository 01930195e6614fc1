/// An XML element, escaped by construction, so that no text can end it early or make it invalid.
struct XML {
  private let name: String
  private let attributes: [(name: String, value: String)]
  private let text: String
  private let children: [XML]

  /// Creates an element with attributes, and with a text or child elements.
  init(
    _ name: String, _ attributes: [(name: String, value: String)] = [], text: String = "",
    _ children: [XML] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The element as a document.
  var document: String {
    var text = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
    write(to: &text, depth: 0)
    return text
  }

  /// Writes one element per line, without adding white space to texts.
  private func write(to document: inout String, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    document += "\(indent)<\(name)"
    for (name, value) in attributes {
      document += " \(name)=\"\(value.escaped(inAttribute: true))\""
    }
    if children.isEmpty && text.isEmpty {
      document += "/>\n"
    } else if children.isEmpty {
      document += ">\(text.escaped(inAttribute: false))</\(name)>\n"
    } else {
      document += ">\n"
      for child in children { child.write(to: &document, depth: depth + 1) }
      document += "\(indent)</\(name)>\n"
    }
  }
}

extension String {
  /// The text escaped for XML; characters that XML 1.0 does not allow become a replacement
  /// character.
  fileprivate func escaped(inAttribute: Bool) -> String {
    var escaped = ""
    escaped.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"" where inAttribute: escaped += "&quot;"
      // Unescaped white space in an attribute would be read as a space.
      case "\n" where inAttribute: escaped += "&#10;"
      case "\t" where inAttribute: escaped += "&#9;"
      case "\t", "\n", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        escaped.unicodeScalars.append(scalar)
      default: escaped += "\u{FFFD}"
      }
    }
    return escaped
  }
}
