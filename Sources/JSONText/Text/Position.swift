/// A position in a text as editors count it, from one.
public struct Position: Sendable, Equatable, CustomStringConvertible {
  /// The line; lines end with LF, CR or CRLF.
  public var line: Int
  /// The character in the line.
  public var column: Int

  /// Finds the position of a byte offset; offsets outside of the text are clamped.
  public init(of offset: Int, in bytes: [UInt8]) {
    line = 1
    column = 1
    for index in 0..<max(0, min(offset, bytes.count)) {
      switch bytes[index] {
      // CRLF is one line break, counted at its LF.
      case UInt8(ascii: "\r") where index + 1 < bytes.count && bytes[index + 1] == 0x0A: break
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        line += 1
        column = 1
      // Continuation bytes belong to the character before them.
      case 0x80...0xBF: break
      default: column += 1
      }
    }
  }

  /// Line and column in the form of compiler messages.
  public var description: String { "\(line):\(column)" }
}
