/// A key that must appear nowhere but in the request it authorizes.
///
/// It prints as a mask, and it masks itself in whatever others wrote.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The key itself, for the one place that sends it.
  public let exposed: String
  private let spellings: [[UInt8]]

  /// Keys shorter than this, and some that documents recommend, are placeholders ("EMPTY", "none"), not secrets: masking them
  /// would deface answers that merely contain the word.
  private static let shortest = 6
  private static let placeholders = ["ollama", "lm-studio", "sk-no-key-required", "not-needed"]

  /// Wraps a key.
  public init(_ key: String) {
    exposed = key
    let bytes = Array(key.utf8)
    guard bytes.count >= Self.shortest, !Self.placeholders.contains(key.lowercased()) else {
      spellings = []
      return
    }
    let base64 = (0..<3).map { Self.base64(bytes, after: $0) }
    let urlSafe = base64.map { $0.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 } }
    let escapedSlashes = bytes.flatMap { $0 == 0x2F ? [0x5C, 0x2F] : [$0] }
    var all: [[UInt8]] = []
    for spelling in [
      bytes, escapedSlashes, Self.jsonEscaped(bytes, upper: true),
      Self.jsonEscaped(bytes, upper: false), Self.percentEncoded(bytes, upper: true),
      Self.percentEncoded(bytes, upper: false),
    ] + base64 + urlSafe where !all.contains(spelling) {
      all.append(spelling)
    }
    spellings = all
  }

  /// A mask.
  public var description: String { "***" }
  /// A mask.
  public var debugDescription: String { description }

  /// The bytes with every spelling of the key overwritten, length kept so that offsets hold.
  public func masked(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for spelling in spellings {
      guard let first = spelling.first, spelling.count <= result.count else { continue }
      var at = 0
      while at <= result.count - spelling.count {
        if result[at] == first, result[at..<at + spelling.count].elementsEqual(spelling) {
          for index in at..<at + spelling.count { result[index] = UInt8(ascii: "*") }
          at += spelling.count
        } else {
          at += 1
        }
      }
    }
    return result
  }

  /// The text with every spelling of the key overwritten.
  public func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let clean = masked(bytes)
    return clean == bytes ? text : String(decoding: clean, as: UTF8.self)
  }

  private static func percentEncoded(_ bytes: [UInt8], upper: Bool) -> [UInt8] {
    let digits = Array((upper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    return bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        [byte]
      default:
        [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }

  /// As JSON encoders write it that escape everything but letters and digits.
  private static func jsonEscaped(_ bytes: [UInt8], upper: Bool) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      let character = Unicode.Scalar(byte)
      if character.properties.isAlphabetic || ("0"..."9").contains(character) || byte == 0x2D {
        return [byte]
      }
      let digits = String(byte, radix: 16, uppercase: upper)
      return Array((digits.count == 1 ? "\\u000\(digits)" : "\\u00\(digits)").utf8)
    }
  }

  /// Those base64 digits that the key alone decides, when so many bytes stand before it in its group
  /// of three.
  private static func base64(_ bytes: [UInt8], after before: Int) -> [UInt8] {
    let digits = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    // A digit that begins before the key is not the key's alone.
    var bits = -((6 - before * 8 % 6) % 6)
    var held = 0
    for byte in bytes {
      held = (held << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(digits[held >> bits & 63])
      }
    }
    return result
  }
}
