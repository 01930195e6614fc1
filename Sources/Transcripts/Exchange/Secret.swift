internal import JSONText

/// An API key, which must appear only in the request that it authorizes.
///
/// It prints as a mask, and masks its occurrences in other texts.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The key itself, used only to send it.
  public let exposed: String
  /// The bytes of the key, searched in any mixture of escapes; empty for a placeholder.
  private let bytes: [UInt8]
  /// The base64 forms, which depend on the number of bytes before the key.
  private let encodings: [[UInt8]]
  /// The bytes with which an occurrence can begin.
  private let begins: [Bool]

  /// Shorter keys, and some keys from documentation, are placeholders and not secrets: masking them
  /// would damage answers that contain the word.
  private static let shortest = 6
  private static let placeholders = ["ollama", "lm-studio", "sk-no-key-required", "not-needed"]

  /// Wraps a key.
  public init(_ key: String) {
    exposed = key
    let key =
      key.utf8.count < Self.shortest || Self.placeholders.contains(key.lowercased()) ? "" : key
    bytes = Array(key.utf8)
    encodings =
      bytes.isEmpty
      ? []
      : (0..<3).flatMap { before in
        let standard = Self.base64(Array(key.utf8), after: before)
        return [standard, standard.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }]
      }
    var begins = [Bool](repeating: false, count: 256)
    for byte in bytes.prefix(1) + [UInt8(ascii: "%"), UInt8(ascii: "\\")] + encodings.map({ $0[0] })
    {
      begins[Int(byte)] = true
    }
    self.begins = begins
  }

  /// Whether the key could be a number in JSON.
  var isNumber: Bool { bytes.allSatisfy { (0x30...0x39).contains($0) } }

  /// A mask.
  public var description: String { "***" }
  /// A mask.
  public var debugDescription: String { description }

  /// The bytes with every form of the key overwritten; the length stays the same, so that offsets
  /// remain valid.
  public func masked(_ text: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty, text.count >= bytes.count else { return text }
    var result = text
    var at = 0
    while at < text.count {
      guard begins[Int(text[at])] else {
        at += 1
        continue
      }
      let end =
        endOfKey(in: text, from: at)
        ?? encodings.first { text[at...].starts(with: $0) }.map { at + $0.count }
      if let end {
        for index in at..<end { result[index] = UInt8(ascii: "*") }
        at = end
      } else {
        at += 1
      }
    }
    return result
  }

  /// The end of a key that begins here, each byte unescaped, as `%2F`, as `\u002f` or as `\/`.
  private func endOfKey(in text: [UInt8], from start: Int) -> Int? {
    // The second of two backslashes does not begin an escape.
    if text[start] == UInt8(ascii: "\\"), start > 0, text[start - 1] == UInt8(ascii: "\\") {
      return nil
    }
    var at = start
    for byte in bytes {
      guard at < text.count else { return nil }
      if text[at] == byte {
        at += 1
      } else if text[at] == UInt8(ascii: "%"), Self.hex(text, at + 1, digits: 2) == Int(byte) {
        at += 3
      } else if text[at] == UInt8(ascii: "\\") {
        // JSON within a JSON string, such as the arguments of a call, doubles the backslash.
        let escape = text.dropFirst(at + 1).first == UInt8(ascii: "\\") ? at + 2 : at + 1
        guard escape < text.count else { return nil }
        if text[escape] == UInt8(ascii: "u"), Self.hex(text, escape + 1, digits: 4) == Int(byte) {
          at = escape + 5
        } else if text[escape] == byte, [0x22, 0x2F, 0x5C].contains(byte) {
          at = escape + 1
        } else {
          return nil
        }
      } else {
        return nil
      }
    }
    return at
  }

  private static func hex(_ text: [UInt8], _ start: Int, digits: Int) -> Int? {
    guard start + digits <= text.count else { return nil }
    var value = 0
    for byte in text[start..<start + digits] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  /// The text with every form of the key overwritten.
  public func masked(_ text: String) -> String {
    let clean = masked(Array(text.utf8))
    return clean.elementsEqual(text.utf8) ? text : String(decoding: clean, as: UTF8.self)
  }

  /// The base64 digits that depend only on the key, if a number of bytes precede it in its group of
  /// three.
  private static func base64(_ bytes: [UInt8], after before: Int) -> [UInt8] {
    let digits = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    // A digit that begins before the key also depends on other bytes.
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
