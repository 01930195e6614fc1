internal import JSONText

extension JSON {
  /// The maximum length of a list in a digest.
  private static let maxCount = 1000

  /// The value with texts of a maximum size in bytes, and limited lists. Different texts stay different.
  func limited(to maxText: Int) -> JSON {
    switch self {
    case .string(let text) where text.utf8.count > maxText:
      .string(text.withoutMiddle(keeping: maxText))
    case .array(let elements):
      .array(elements.prefix(Self.maxCount).map { $0.limited(to: maxText) })
    case .object(let members):
      .object(members.map { Member($0.key, $0.value.limited(to: maxText)) })
    case .null, .bool, .number, .string: self
    }
  }
}

extension String {
  /// The beginning and the end of the text. The size and a hash replace the middle.
  fileprivate func withoutMiddle(keeping bytes: Int) -> String {
    let head = self[..<utf8.index(startIndex, offsetBy: bytes / 2)]
    let tail = self[utf8.index(endIndex, offsetBy: -bytes / 2)...]
    // FNV-1a, which is the same in every process.
    let hash = utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return "\(head)…[\(utf8.count) bytes, \(String(hash, radix: 16))]…\(tail)"
  }
}
