/// The properties of a JSON number as a double, without the slow conversion of long lexemes.
struct Magnitude {
  /// More digits than any double needs.
  private static let decisiveDigits = 800

  /// The first significant digits.
  private var digits: [UInt8] = []
  /// The power of ten of the first significant digit.
  private var exponent = 0

  /// Measures a lexeme that is valid in JSON.
  init(of lexeme: ArraySlice<UInt8>) {
    var index = lexeme.startIndex
    var inFraction = false
    var exponent = -1
    while index < lexeme.endIndex {
      let byte = lexeme[index]
      index += 1
      switch byte {
      case UInt8(ascii: "."): inFraction = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let isSignificant = !digits.isEmpty || byte != UInt8(ascii: "0")
        if isSignificant, !inFraction { exponent += 1 }
        if !isSignificant, inFraction { exponent -= 1 }
        if isSignificant, digits.count < Self.decisiveDigits { digits.append(byte) }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        self.exponent = exponent + Self.power(lexeme[index...])
        return
      default: break
      }
    }
    self.exponent = exponent
  }

  /// Whether the number is infinite as a double.
  var isInfinite: Bool {
    guard !digits.isEmpty, exponent >= 308 else { return false }
    // Only a number with 309 digits must be compared with the largest double.
    guard exponent == 308, let first = digits.first else { return true }
    let rest = String(decoding: digits.dropFirst(), as: UTF8.self)
    // The 0 keeps the lexeme valid if there are no further digits.
    let lexeme = "\(Unicode.Scalar(first)).\(rest)0e308"
    return Double(lexeme).map { $0.isInfinite } ?? true
  }

  /// Whether a double represents a finite integer exactly: its significant bits fit in 53.
  var isExact: Bool {
    // The integer in base 2³², lowest limb first.
    var limbs: [UInt32] = []
    for digit in digits {
      var carry = UInt64(digit & 0x0F)
      for index in limbs.indices {
        let sum = UInt64(limbs[index]) * 10 + carry
        limbs[index] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    guard let last = limbs.last, let lowest = limbs.firstIndex(where: { $0 != 0 }) else {
      return true
    }
    let top = limbs.count * 32 - last.leadingZeroBitCount
    return top - (lowest * 32 + limbs[lowest].trailingZeroBitCount) <= 53
  }

  /// The exponent, limited so that a long one cannot overflow.
  private static func power(_ text: ArraySlice<UInt8>) -> Int {
    var value = 0
    for byte in text where JSONReader.isDigit(byte) && value < 1_000_000_000_000 {
      value = value * 10 + Int(byte & 0x0F)
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }
}
