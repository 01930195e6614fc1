/// Writes numbers and keys exactly as they were read, so that a value survives a round trip.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let pretty: Bool
  private var depth: Int

  /// Starts an empty text. An array that grows needs up to three times its size, so memory for the expected size is
  /// reserved, with some for escapes.
  init(pretty: Bool, depth: Int, capacity: Int) {
    self.pretty = pretty
    self.depth = depth
    bytes.reserveCapacity(capacity + capacity / 16)
  }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: plain("null")
    case .bool(let truth): plain(truth ? "true" : "false")
    case .number(let lexeme): plain(lexeme)
    case .string(let text): quoted(text)
    case .array(let elements): array(elements)
    case .object(let members): object(members)
    }
  }

  private mutating func array(_ elements: [JSON]) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    for index in elements.indices {
      beginElement(index)
      write(elements[index])
    }
    depth -= 1
    if !elements.isEmpty { newLine() }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func object(_ members: [JSON.Member]) {
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    for index in members.indices {
      beginElement(index)
      quoted(members[index].key)
      bytes.append(UInt8(ascii: ":"))
      if pretty { bytes.append(UInt8(ascii: " ")) }
      write(members[index].value)
    }
    depth -= 1
    if !members.isEmpty { newLine() }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func beginElement(_ index: Int) {
    if index > 0 { bytes.append(UInt8(ascii: ",")) }
    newLine()
  }

  private mutating func newLine() {
    guard pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func plain(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Writes a string. Few bytes need an escape, so the others are copied in runs.
  private mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var run = 0
      for index in utf8.indices where Self.isEscaped(utf8[index]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run..<index]))
        escape(utf8[index])
        run = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run...]))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte needs an escape. JSON allows DEL, but terminals do not print it.
  private static func isEscaped(_ byte: UInt8) -> Bool {
    // Most bytes are small letters, so they have the fewest comparisons.
    byte > UInt8(ascii: "\\")
      ? byte == 0x7F
      : byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    default:
      plain("u00")
      bytes.append(Self.hexDigit(byte >> 4))
      bytes.append(Self.hexDigit(byte & 15))
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
