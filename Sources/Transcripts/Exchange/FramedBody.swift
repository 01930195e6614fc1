/// The position of the body in the received bytes.
struct FramedBody {
  /// The parts of the body in order, without head and transfer framing.
  let parts: [Range<Int>]
  /// The end of the head.
  let start: Int

  /// Finds the body after the head of the final answer, and its chunks if it is chunked.
  init(in received: [UInt8]) {
    var start = 0
    var isChunked = false
    while let end = Self.end(ofHeadAt: start, in: received) {
      let head = String(decoding: received[start..<end], as: UTF8.self).lowercased()
      start = end
      let status = head.split(separator: " ", maxSplits: 2).dropFirst().first ?? ""
      guard status.hasPrefix("1"), !status.hasPrefix("101") else {
        isChunked = head.split(whereSeparator: \.isNewline)
          .contains { $0.hasPrefix("transfer-encoding:") && $0.contains("chunked") }
        break
      }
    }
    self.start = start
    parts = isChunked ? Self.chunks(from: start, in: received) : [start..<received.count]
  }

  /// The bytes after a change of the body that keeps its length; all other bytes are unchanged.
  func changing(_ received: [UInt8], _ change: ([UInt8]) -> [UInt8]) -> [UInt8] {
    let body = parts.flatMap { received[$0] }
    let changed = change(body)
    if changed == body { return received }
    var result = received
    var at = 0
    for part in parts where at + part.count <= changed.count {
      result.replaceSubrange(part, with: changed[at..<at + part.count])
      at += part.count
    }
    return result
  }

  private static func end(ofHeadAt start: Int, in bytes: [UInt8]) -> Int? {
    var isBlank = false
    for at in start..<bytes.count {
      switch bytes[at] {
      case 10 where isBlank: return at + 1
      case 10: isBlank = true
      case 13: break
      default: isBlank = false
      }
    }
    return nil
  }

  private static func chunks(from start: Int, in bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var at = start
    while at < bytes.count, let lineEnd = bytes[at...].firstIndex(of: 10) {
      let digits = bytes[at..<lineEnd].prefix { Character(Unicode.Scalar($0)).isHexDigit }
      // Treat everything after an invalid chunk as body.
      guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
        return parts + [at..<bytes.count]
      }
      guard size > 0 else { return parts + [lineEnd + 1..<bytes.count] }
      let begin = lineEnd + 1
      let end = size > bytes.count - begin ? bytes.count : begin + size
      parts.append(begin..<end)
      at = end
      while at < bytes.count, bytes[at] == 13 || bytes[at] == 10 { at += 1 }
    }
    return parts
  }
}
