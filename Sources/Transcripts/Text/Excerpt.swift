/// One printable line around a place in some bytes, to show what a finding means.
public struct Excerpt: Sendable, Equatable {
  /// The bytes around the place, without anything that a terminal would obey.
  public var text: String
  /// The column of the place in ``text``, from zero.
  public var caret: Int

  /// Cuts out what surrounds an offset; offsets outside the bytes mean their nearest end.
  public init(of bytes: [UInt8], at offset: Int, columns: Int = 60) {
    let columns = max(columns, 16)
    let offset = max(0, min(offset, bytes.count))
    let half = columns / 2
    var start = max(0, offset - half * 4)
    for _ in 0..<3 where start > 0 && start < offset && bytes[start] & 0xC0 == 0x80 { start += 1 }

    let left = Line(of: bytes[start...], upTo: offset)
    var prefix = left.pieces[...]
    var width = left.width
    if start > 0 || width > half {
      while width > half - 1, let first = prefix.popFirst() {
        width -= first.unicodeScalars.count
      }
      prefix = ["…"] + prefix
      width += 1
    }
    text = prefix.joined() + Self.start(of: bytes[left.end...], columns: columns - width)
    caret = width
  }

  /// The first characters of some bytes on one line, with an ellipsis if there are more.
  static func start(of bytes: ArraySlice<UInt8>, columns: Int = 24) -> String {
    var line = Line(of: bytes, columns: columns)
    guard line.end < bytes.endIndex else { return line.pieces.joined() }
    if line.width == columns { line.pieces.removeLast() }
    return line.pieces.joined() + "…"
  }
}

/// Bytes as the printable pieces that stand for its characters.
private struct Line {
  var pieces: [String] = []
  var width = 0
  /// Where the first character that is not shown begins.
  var end: Int

  /// Shows the characters that end before a place, as long as they fit.
  init(of bytes: ArraySlice<UInt8>, upTo limit: Int = .max, columns: Int = .max) {
    let span = bytes.span
    end = bytes.startIndex
    while end < bytes.endIndex {
      let (length, fault) = UTF8Scanner.step(span, at: end - bytes.startIndex)
      guard end + length <= limit else { return }
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
