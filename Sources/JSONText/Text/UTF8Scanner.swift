/// Finds bytes that are not UTF-8, exactly where lossy decoding inserts U+FFFD.
public enum UTF8Scanner {
  /// The byte order mark.
  package static let bom: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The byte order mark at the start and every ill-formed sequence.
  public static func scan(_ bytes: [UInt8]) -> [Defect] {
    var log = DefectLog()
    if bytes.starts(with: bom) { log.note(.bom, at: 0, saw: hex(bom[...])) }
    scan(bytes[...], offset: 0, into: &log)
    return log.defects
  }

  /// The text with U+FFFD for each ill-formed sequence, and the defects.
  public static func decode(_ bytes: [UInt8]) -> (text: String, defects: [Defect]) {
    (String(decoding: bytes, as: UTF8.self), scan(bytes))
  }

  /// Reports the ill-formed sequences of text that begins at an offset.
  package static func scan(_ bytes: ArraySlice<UInt8>, offset: Int, into log: inout DefectLog) {
    let span = bytes.span
    var index = 0
    while index < span.count {
      if span[index] < 0x80 {
        index += 1
        continue
      }
      let step = step(span, at: index)
      if let fault = step.fault {
        let first = bytes.startIndex + index
        let promised = min(first + promise(of: span[index]), bytes.endIndex)
        log.note(
          .invalidUTF8, at: offset + index, saw: hex(bytes[first..<promised]) + fault.remark)
      }
      index += step.length
    }
  }

  /// Why a sequence is ill-formed.
  enum Fault {
    case malformed, overlong, surrogate, tooLarge, cutOff

    /// The reason, to be shown after the bytes.
    var remark: String {
      switch self {
      case .malformed: ""
      case .overlong: " (overlong)"
      case .surrogate: " (surrogate)"
      case .tooLarge: " (above U+10FFFF)"
      case .cutOff: " (cut off)"
      }
    }
  }

  /// The length of the character at an index, or of the maximal subpart of an ill-formed one.
  static func step(_ bytes: Span<UInt8>, at index: Int) -> (length: Int, fault: Fault?) {
    let lead = bytes[index]
    let promised = promise(of: lead)
    if promised == 1 { return (1, lead < 0x80 ? nil : lead > 0xF4 ? .tooLarge : .malformed) }
    // C0 and C1 could only begin an overlong form of ASCII.
    if lead < 0xC2 { return (1, .overlong) }
    guard index + 1 < bytes.count else { return (1, .cutOff) }
    let second = bytes[index + 1]
    guard second & 0xC0 == 0x80 else { return (1, .malformed) }
    switch lead {
    case 0xE0 where second < 0xA0, 0xF0 where second < 0x90: return (1, .overlong)
    case 0xED where second > 0x9F: return (1, .surrogate)
    case 0xF4 where second > 0x8F: return (1, .tooLarge)
    default: break
    }
    var length = 2
    while length < promised {
      guard index + length < bytes.count else { return (length, .cutOff) }
      guard bytes[index + length] & 0xC0 == 0x80 else { return (length, .malformed) }
      length += 1
    }
    return (length, nil)
  }

  /// How many bytes at the end begin an incomplete character.
  package static func unfinishedTail(of bytes: ArraySlice<UInt8>) -> Int {
    let span = bytes.span
    for length in 1..<4 where length <= span.count {
      let first = span.count - length
      if span[first] & 0xC0 == 0x80 { continue }
      return step(span, at: first) == (length, .cutOff) ? length : 0
    }
    return 0
  }

  /// Up to four bytes in hexadecimal.
  package static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }

  /// The length that a first byte announces; 1 for ASCII and bytes that cannot be first.
  private static func promise(of lead: UInt8) -> Int {
    switch lead {
    case 0xC0...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
