/// Writes gzip files with uncompressed blocks, which is enough for faults.
enum Gzip {
  /// The bytes as a gzip file of stored blocks.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    // Deflate, no flags, no time, unknown system.
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = bytes[...]
    repeat {
      // A stored block has at most 65,535 bytes.
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let length = UInt16(block.count)
      // The lowest bit marks the last block.
      file.append(rest.isEmpty ? 1 : 0)
      file += littleEndian(length) + littleEndian(~length) + block
    } while !rest.isEmpty
    return file + littleEndian(checksum(of: bytes))
      + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
  }

  /// The CRC-32 of the bytes.
  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  private static func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
