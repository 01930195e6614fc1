internal import JSONText

/// Detects the brace that closes a JSON object which arrives in pieces.
///
/// It counts braces and brackets outside of strings, so that each piece is read once.
struct ClosingBrace {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isOver = false

  /// Whether the object ends exactly at the end of this piece.
  mutating func comes(in piece: String) -> Bool {
    guard !isOver else { return false }
    var closed = false
    for byte in piece.utf8 {
      if closed, !" \n\r\t".utf8.contains(byte) {
        isOver = true
        return false
      }
      take(byte)
      if depth == 0, !isInString, byte == UInt8(ascii: "}") { closed = true }
    }
    isOver = closed
    return closed
  }

  private mutating func take(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if isInString {
      isEscaped = byte == UInt8(ascii: "\\")
      isInString = byte != UInt8(ascii: "\"")
    } else {
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
  }
}
