extension JSONReader {
  /// Reads a number and returns its lexeme.
  mutating func number() throws(Failure) -> String {
    let offset = index
    if next == UInt8(ascii: "-") { index += 1 }
    let integer = index
    let integerDigits = digits()
    if integerDigits == 0 || integerDigits > 1 && bytes[integer] == UInt8(ascii: "0") {
      throw badNumber(from: offset)
    }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      if digits() == 0 { throw badNumber(from: offset) }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      if digits() == 0 { throw badNumber(from: offset) }
    }
    if let next, Self.continuesNumber(next) { throw badNumber(from: offset) }

    let lexeme = bytes[offset..<index]
    // A double holds every integer of 15 digits, so only longer ones need the slow test.
    if !isInteger || integerDigits > 15 {
      let magnitude = Magnitude(of: lexeme)
      if magnitude.isInfinite {
        log.note(.numberRange, at: offset, saw: Excerpt.start(of: lexeme))
      } else if isInteger, !magnitude.isExact {
        // Only for integers: nearly every fraction is rounded.
        log.note(.numberPrecision, at: offset, saw: Excerpt.start(of: lexeme))
      }
    }
    return String(decoding: lexeme, as: UTF8.self)
  }

  /// Skips digits and returns their number.
  private mutating func digits() -> Int {
    let first = index
    while index < bytes.count, Self.isDigit(bytes[index]) { index += 1 }
    return index - first
  }
}
