extension JSONReader {
  /// Reads a string, from its opening to its closing quote.
  mutating func string() throws(Failure) -> String {
    index += 1
    // The start of the bytes that are not yet in `unescaped`.
    var run = index
    // ASCII needs no search for invalid UTF-8.
    var isASCII = true
    var unescaped: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        if !isASCII { UTF8Scanner.scan(bytes[run..<index], offset: run, into: &log) }
        let rest = bytes[run..<index]
        index += 1
        if unescaped.isEmpty { return String(decoding: rest, as: UTF8.self) }
        unescaped += rest
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        if !isASCII { UTF8Scanner.scan(bytes[run..<index], offset: run, into: &log) }
        unescaped += bytes[run..<index]
        try escape(into: &unescaped)
        run = index
        isASCII = true
      case 0..<0x20:
        throw failure(.controlCharacter, at: index)
      default:
        if byte >= 0x80 { isASCII = false }
        index += 1
      }
    }
    throw failure(.unexpectedEnd, at: index)
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    guard index + 1 < bytes.count else { throw failure(.unexpectedEnd, at: bytes.count) }
    let byte = bytes[index + 1]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      text += UTF8.encode(try scalar()).map { Array($0) } ?? []
      return
    default: throw failure(.badEscape, at: index)
    }
    index += 2
  }

  /// Reads one escaped character; a character beyond U+FFFF has two escapes.
  private mutating func scalar() throws(Failure) -> Unicode.Scalar {
    let offset = index
    let unit = try codeUnit()
    if UTF16.isLeadSurrogate(unit), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    {
      let second = index
      let trail = try codeUnit()
      if UTF16.isTrailSurrogate(trail) {
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
      }
      // The second escape is not the other half, so it is read again as a separate character.
      index = second
    }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    log.note(.loneSurrogate, at: offset, saw: Excerpt.start(of: bytes[offset..<offset + 6]))
    return "\u{FFFD}"
  }

  /// Reads `\uXXXX` without pairing surrogates.
  private mutating func codeUnit() throws(Failure) -> UInt16 {
    var unit: UInt16 = 0
    for digit in index + 2..<index + 6 {
      guard digit < bytes.count else { throw failure(.unexpectedEnd, at: bytes.count) }
      let byte = bytes[digit]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte & 0x0F)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        unit = unit << 4 | UInt16(byte & 0x0F + 9)
      default: throw failure(.badEscape, at: index)
      }
    }
    index += 6
    return unit
  }
}
