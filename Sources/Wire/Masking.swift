/// Overwrites credentials in the heads of requests, however short they are.
enum Masking {
  /// The bytes with the values of `Authorization` headers overwritten in each head.
  static func credentials(in sent: [UInt8], headsAt starts: [Int]) -> [UInt8] {
    var result = sent
    for start in starts {
      var line = start
      while line < result.count {
        let end = result[line...].firstIndex(of: 10) ?? result.count
        if end - line < 2 { break }
        mask(&result, line..<end)
        line = end + 1
      }
    }
    return result
  }

  private static func mask(_ bytes: inout [UInt8], _ line: Range<Int>) {
    guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self).lowercased()
    guard name == "authorization" || name == "proxy-authorization" else { return }
    for index in bytes.index(after: colon)..<line.upperBound where bytes[index] > 32 {
      bytes[index] = UInt8(ascii: "*")
    }
  }
}
