/// A message between a worker and its parent process: a kind, then counted bytes.
struct Frame: Equatable {
  /// The content of the payload; see `JQWorker/worker.h`.
  enum Kind: UInt8 {
    /// A time limit and a program to compile; the reply is ``done`` or ``error``.
    case compile = 1
    /// A time limit for each program, the number of programs, the number of each program, and the input for
    /// all of them.
    case run = 2
    /// One output.
    case output = 3
    /// A program was compiled, or all of its outputs were sent.
    case done = 4
    /// An error message.
    case error = 5
    /// A program called `halt`.
    case halted = 6
    /// A path for an image of the programs; the reply is ``done`` or ``error``.
    case writeImage = 7
  }

  var kind: Kind
  var payload: [UInt8]

  /// The maximum length of a payload.
  static let longest = 256 << 20

  /// Separates the messages of a compilation, which may have several lines each.
  static let separator = "\u{1E}"

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

/// The bytes of a frame in pieces, so that a large document is not copied.
struct OutgoingFrame {
  let kind: Frame.Kind
  /// The pieces of the payload.
  let payload: [[UInt8]]

  /// The number of bytes of the payload.
  var count: Int { payload.reduce(0) { $0 + $1.count } }

  /// All pieces, the first of which is the head.
  var pieces: [[UInt8]] { [[kind.rawValue] + UInt32(count).littleEndianBytes] + payload }
}

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
