/// Printable excerpts of bytes, for findings.
package enum Excerpt {
  /// The beginning of some bytes on one line, with an ellipsis if there are more.
  package static func start(of bytes: ArraySlice<UInt8>, columns: Int = 24) -> String {
    var line = Line(of: bytes, columns: columns)
    guard line.end < bytes.endIndex else { return line.pieces.joined() }
    // In a full line, the ellipsis takes the place of the last character.
    if line.width == columns { line.pieces.removeLast() }
    return line.pieces.joined() + "…"
  }
}

/// The printable forms of the characters in some bytes.
private struct Line {
  var pieces: [String] = []
  var width = 0
  /// The offset of the first character that is not shown.
  var end: Int

  /// Takes as many characters as fit.
  init(of bytes: ArraySlice<UInt8>, columns: Int) {
    let span = bytes.span
    end = bytes.startIndex
    while end < bytes.endIndex {
      let (length, fault) = UTF8Scanner.step(span, at: end - bytes.startIndex)
      let character = bytes[end..<end + length]
      let piece =
        fault == nil
        ? Self.printable(String(decoding: character, as: UTF8.self))
        : character.map { "\\x" + UTF8Scanner.hex([$0]) }.joined()
      guard width + piece.unicodeScalars.count <= columns else { return }
      pieces.append(piece)
      width += piece.unicodeScalars.count
      end += length
    }
  }

  private static func printable(_ character: String) -> String {
    switch character {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    guard let scalar = character.unicodeScalars.first else { return character }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      return "\\u{\(String(scalar.value, radix: 16))}"
    default: return character
    }
  }
}
