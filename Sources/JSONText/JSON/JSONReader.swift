/// Parses the bytes of one document.
struct JSONReader {
  let bytes: [UInt8]
  /// The offset of the next byte.
  var index = 0
  /// The defects that do not stop the reader.
  var log = DefectLog()
  /// The beginning of the document after a byte order mark and whitespace.
  private var start = 0

  /// Why the text is not JSON.
  struct Failure: Error {
    let defect: Defect
  }

  /// Starts at the first byte.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next byte; nil at the end.
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Reads exactly one value.
  mutating func document() throws(Failure) -> JSON {
    if bytes.starts(with: UTF8Scanner.bom) {
      log.note(.bom, at: 0, saw: UTF8Scanner.hex(UTF8Scanner.bom[...]))
      index = UTF8Scanner.bom.count
    }
    skipSpace()
    if index == bytes.count { throw failure(.empty, at: index) }
    start = index
    let value = try value(depth: 0)
    skipSpace()
    if index < bytes.count {
      throw beginsComment ? failure(.comment, at: index) : failure(.trailingText, at: index)
    }
    return value
  }

  /// Reads one value; `depth` is the number of brackets around it.
  private mutating func value(depth: Int) throws(Failure) -> JSON {
    guard let next else { throw unexpected() }
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t") where takes("true"): return .bool(true)
    case UInt8(ascii: "f") where takes("false"): return .bool(false)
    case UInt8(ascii: "n") where takes("null"): return .null
    default: throw noValue()
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> JSON {
    var elements: [JSON] = []
    guard try !opensEmpty(closedBy: UInt8(ascii: "]"), depth: depth) else { return .array([]) }
    repeat {
      elements.append(try value(depth: depth))
    } while try another(before: UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func object(depth: Int) throws(Failure) -> JSON {
    var members: [JSON.Member] = []
    var seen = SeenKeys()
    guard try !opensEmpty(closedBy: UInt8(ascii: "}"), depth: depth) else { return .object([]) }
    repeat {
      let offset = index
      guard next == UInt8(ascii: "\"") else { throw unexpected() }
      let key = try string()
      if seen.already(has: key, in: members) {
        log.note(
          .duplicateKey, at: offset, saw: Excerpt.start(of: Array(key.utf8)[...], columns: 60))
      }
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw unexpected() }
      index += 1
      skipSpace()
      members.append(JSON.Member(key, try value(depth: depth)))
    } while try another(before: UInt8(ascii: "}"))
    return .object(members)
  }

  /// Takes an opening bracket, and the closing one if it follows directly.
  private mutating func opensEmpty(closedBy close: UInt8, depth: Int) throws(Failure) -> Bool {
    if depth > StrictJSON.depthLimit { throw failure(.tooDeep, at: index) }
    index += 1
    skipSpace()
    guard next == close else { return false }
    index += 1
    return true
  }

  /// Takes the comma before another element, or the closing bracket.
  private mutating func another(before close: UInt8) throws(Failure) -> Bool {
    skipSpace()
    let offset = index
    switch next {
    case close:
      index += 1
      return false
    case UInt8(ascii: ","):
      index += 1
      skipSpace()
      if next == close { throw failure(.trailingComma, at: offset) }
      return true
    default: throw unexpected()
    }
  }

  /// Skips only the four characters that JSON allows; a no-break space is an error.
  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        index += 1
      default: return
      }
    }
  }

  /// Takes a literal that ends here, so that `nullable` is not read as `null`.
  private mutating func takes(_ literal: String) -> Bool {
    let end = index + literal.utf8.count
    guard end <= bytes.count, bytes[index..<end].elementsEqual(literal.utf8) else { return false }
    if end < bytes.count, Self.isWord(bytes[end]) { return false }
    index = end
    return true
  }
}

extension JSONReader {
  /// A failure with an excerpt of the text at its position, or of the given bytes.
  func failure(_ kind: Defect.Kind, at offset: Int, saw range: Range<Int>? = nil) -> Failure {
    let saw = Excerpt.start(of: bytes[range ?? offset..<bytes.count])
    return Failure(defect: Defect(kind, at: offset, saw: saw))
  }

  /// The failure for a byte that cannot be here.
  func unexpected() -> Failure {
    switch next {
    case nil: failure(.unexpectedEnd, at: index)
    case UInt8(ascii: "'"): failure(.singleQuotes, at: index)
    case _ where beginsComment: failure(.comment, at: index)
    case _ where index == start: failure(.notJSON, at: index)
    default: failure(.unexpectedCharacter, at: index)
    }
  }

  /// The failure if a value is expected and none begins.
  private func noValue() -> Failure {
    guard let next else { return unexpected() }
    if next == UInt8(ascii: "+")
      || next == UInt8(ascii: ".") && index + 1 < bytes.count
        && Self.isDigit(bytes[index + 1])
    {
      return badNumber(from: index)
    }
    guard Self.isWord(next) else { return unexpected() }
    var end = index
    while end < bytes.count, Self.isWord(bytes[end]) { end += 1 }
    let word = String(decoding: bytes[index..<end].prefix(16), as: UTF8.self)
    let isPart = ["true", "false", "null"].contains { $0.hasPrefix(word) }
    if end == bytes.count, isPart { return failure(.unexpectedEnd, at: end) }
    if index > start || isPart || Self.misspellings.contains(word.lowercased()) {
      return failure(.badLiteral, at: index, saw: index..<end)
    }
    return failure(.notJSON, at: index)
  }

  /// The failure for a number or a signed word that begins at an offset.
  func badNumber(from offset: Int) -> Failure {
    var end = offset
    while end < bytes.count, Self.continuesNumber(bytes[end]) { end += 1 }
    let digits = bytes[offset..<end].drop { !Self.isWord($0) && $0 != UInt8(ascii: ".") }
    let isWord = digits.first.map { Self.isWord($0) && !Self.isDigit($0) } ?? false
    return failure(isWord ? .badLiteral : .badNumber, at: offset, saw: offset..<end)
  }

  /// Whether a comment begins here, in the style of JavaScript or a shell.
  private var beginsComment: Bool {
    switch next {
    case UInt8(ascii: "#"): true
    case UInt8(ascii: "/"):
      index + 1 < bytes.count
        && (bytes[index + 1] == UInt8(ascii: "/") || bytes[index + 1] == UInt8(ascii: "*"))
    default: false
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Whether a byte would continue a number, valid or not.
  static func continuesNumber(_ byte: UInt8) -> Bool {
    isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: "-")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  /// Words in lower case that programs write instead of a JSON value.
  private static let misspellings: Set<String> = [
    "nan", "inf", "infinity", "true", "false", "none", "null", "nil", "undefined",
  ]
}
