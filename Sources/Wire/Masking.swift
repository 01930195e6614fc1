/// Masks credentials of any length in the head of a request; the scheme stays visible.
enum Masking {
  /// The bytes with the values of `Authorization` headers in the head masked.
  static func credentials(in sent: [UInt8]) -> [UInt8] {
    var result = sent
    var line = 0
    while line < result.count {
      let end = result[line...].firstIndex(of: 10) ?? result.count
      // A blank line ends the head; the body is not masked.
      if end - line < 2 { break }
      mask(&result, line..<end)
      line = end + 1
    }
    return result
  }

  private static func mask(_ bytes: inout [UInt8], _ line: Range<Int>) {
    guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self).lowercased()
    guard name == "authorization" || name == "proxy-authorization" else { return }
    let value = bytes.index(after: colon)..<line.upperBound
    for index in credentials(in: bytes, value) where bytes[index] > 32 {
      bytes[index] = UInt8(ascii: "*")
    }
  }

  /// The value without a known scheme; the complete value if it has none.
  private static func credentials(in bytes: [UInt8], _ value: Range<Int>) -> Range<Int> {
    guard let start = bytes[value].firstIndex(where: { $0 > 32 }),
      let end = bytes[start..<value.upperBound].firstIndex(where: { $0 <= 32 }),
      schemes.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased()),
      bytes[end..<value.upperBound].contains(where: { $0 > 32 })
    else { return value }
    return end..<value.upperBound
  }

  private static let schemes: Set = ["basic", "bearer"]
}
