internal import Glibc

/// A message between a worker and its parent process: a kind, then counted bytes.
struct Frame: Equatable {
  /// The content of the payload.
  enum Kind: UInt8 {
    /// A program to compile; the reply is ``done`` or ``error``.
    case compile = 1
    /// The number of programs, the number of each program (four bytes), and the input for all of
    /// them.
    case run = 2
    /// One output.
    case output = 3
    /// A program was compiled, or all of its outputs were sent.
    case done = 4
    /// An error message.
    case error = 5
    /// A program called `halt`.
    case halted = 6
  }

  var kind: Kind
  var payload: [UInt8]

  /// The maximum length of a payload.
  static let longest = 256 << 20

  /// Separates the messages of a compilation, which may have several lines each.
  static let separator = "\u{1E}"

  /// The frame as bytes.
  var bytes: [UInt8] {
    [kind.rawValue] + UInt32(payload.count).littleEndianBytes + payload
  }

  /// Takes a frame from the front of the received bytes; nil until one is complete.
  static func take(from buffer: inout [UInt8], startingAt start: inout Int) throws(BrokenFrame)
    -> Frame?
  {
    guard buffer.count - start >= 5 else { return nil }
    guard let kind = Kind(rawValue: buffer[start]) else { throw BrokenFrame() }
    let count = Int(UInt32(littleEndianBytes: buffer[(start + 1)..<(start + 5)]))
    guard count <= longest else { throw BrokenFrame() }
    guard buffer.count - start >= 5 + count else { return nil }
    let payload = Array(buffer[(start + 5)..<(start + 5 + count)])
    start += 5 + count
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    return Frame(kind: kind, payload: payload)
  }
}

/// Bytes that are not a frame, so that the other side is not a worker.
struct BrokenFrame: Error {}

extension UInt32 {
  /// The four bytes in little-endian order.
  var littleEndianBytes: [UInt8] {
    [
      UInt8(truncatingIfNeeded: self), UInt8(truncatingIfNeeded: self >> 8),
      UInt8(truncatingIfNeeded: self >> 16), UInt8(truncatingIfNeeded: self >> 24),
    ]
  }

  /// Reads four bytes in little-endian order.
  init(littleEndianBytes bytes: ArraySlice<UInt8>) {
    self = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// Writes all bytes; false if the other side has closed the pipe.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { raw in
      write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    written += count
  }
  return true
}
