/// Reads JSON strictly according to RFC 8259, with at most 200 levels.
///
/// The server does not use the JSON parser of the harness, so that both cannot share a defect.
struct JSONReader {
  /// The reason and the place at which a document is not valid JSON.
  struct Problem: Error, Equatable {
    /// The reason.
    let reason: String
    /// The offset in bytes.
    let offset: Int
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// Reads a complete document.
  static func read(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value()
    reader.skipSpace()
    guard reader.offset == bytes.count else { throw reader.problem("text after the document") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func problem(_ reason: String) -> Problem { Problem(reason: reason, offset: offset) }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  /// Takes a character if it is the next one.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func take(word: String, as value: JSONValue) throws(Problem) -> JSONValue {
    guard bytes[offset...].starts(with: word.utf8) else { throw problem("an unknown word") }
    offset += word.utf8.count
    return value
  }

  private mutating func value() throws(Problem) -> JSONValue {
    skipSpace()
    guard let first = next else { throw problem("the document ends early") }
    switch Unicode.Scalar(first) {
    case "{", "[":
      depth += 1
      defer { depth -= 1 }
      guard depth <= 200 else { throw problem("nesting too deep") }
      offset += 1
      return first == UInt8(ascii: "{") ? try object() : try array()
    case "\"": return .string(try string())
    case "t": return try take(word: "true", as: .bool(true))
    case "f": return try take(word: "false", as: .bool(false))
    case "n": return try take(word: "null", as: .null)
    default: return try number()
    }
  }

  private mutating func array() throws(Problem) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value())
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw problem("expected ',' or ']'") }
    }
  }

  private mutating func object() throws(Problem) -> JSONValue {
    var members: [JSONValue.Member] = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      let name = try string()
      skipSpace()
      guard take(":") else { throw problem("expected ':'") }
      members.append(JSONValue.Member(name: name, value: try value()))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw problem("expected ',' or '}'") }
    }
  }

  private mutating func number() throws(Problem) -> JSONValue {
    let start = offset
    _ = take("-")
    // A leading 0 must not be followed by a digit.
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  private mutating func digits() throws(Problem) {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    guard offset > start else { throw problem("expected a value") }
  }

  private mutating func string() throws(Problem) -> String {
    guard take("\"") else { throw problem("expected a string") }
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        // Invalid UTF-8 is refused, not replaced.
        guard let valid = String(validating: text, as: UTF8.self) else {
          throw problem("a string that is not UTF-8")
        }
        offset += 1
        return valid
      case UInt8(ascii: "\\"):
        offset += 1
        text += Array(String(try escape()).utf8)
      case 0..<0x20: throw problem("a control character in a string")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw problem("a string without an end")
  }

  private mutating func escape() throws(Problem) -> Unicode.Scalar {
    guard let byte = next else { throw problem("the document ends early") }
    offset += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return Unicode.Scalar(byte)
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // The first half of a surrogate pair requires the second one.
      guard unit < 0xDC00, take("\\"), take("u") else { throw problem("a lone surrogate") }
      let low = try hexadecimal()
      // An invalid second half wraps around here, and is refused below.
      let both = 0x10000 + (unit - 0xD800) * 0x400 + (low &- 0xDC00)
      guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(both) else {
        throw problem("a lone surrogate")
      }
      return scalar
    default: throw problem("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(Problem) -> UInt32 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("expected four hexadecimal digits") }
    offset += 4
    return unit
  }
}
