internal import JSONText

/// Splits a byte stream into lines that end with LF, CRLF or CR, no matter how the bytes were
/// split.
struct LineCutter: Sendable {
  /// One line without its ending.
  struct Line {
    /// The bytes, up to the limit.
    var bytes: ArraySlice<UInt8>
    /// The offset of its first byte in the stream.
    var offset: Int
    /// When the end of the line arrived.
    let at: Double
    /// The offset of the first dropped byte; nil if all bytes were kept.
    let cutAt: Int?
  }

  /// The maximum number of bytes of a line that are kept.
  let limit: Int
  /// The line endings so far.
  private(set) var endings = LineEndings()
  /// The number of bytes that were read.
  private(set) var offset = 0
  /// The length of the longest line so far in bytes, including dropped bytes.
  private(set) var longest = 0

  private var pending: [UInt8] = []
  /// The offset of the pending line.
  private var start: Int?
  private var isCut = false
  private var isAfterCR = false
  /// When the latest byte arrived.
  private(set) var lastAt = 0.0

  /// Starts before the first byte.
  init(limit: Int) {
    self.limit = limit
  }

  /// Takes one line from the bytes that arrived, or all of them if no line ends there.
  mutating func next(in chunk: inout ArraySlice<UInt8>, at time: Double) -> Line? {
    guard let first = chunk.first else { return nil }
    lastAt = time
    if isAfterCR {
      // The line has already ended with the CR; this byte shows whether an LF belongs to it.
      isAfterCR = false
      endings.note(first == 0x0A ? .crlf : .cr, at: offset - 1)
      if first == 0x0A {
        chunk = chunk.dropFirst()
        offset += 1
        if chunk.isEmpty { return nil }
      }
    }
    let length = Self.lengthOfLine(chunk.span)
    let begin = start ?? offset
    let rest = chunk.prefix(length)
    guard length < chunk.count else {
      start = begin
      keep(rest)
      offset += length
      chunk = []
      return nil
    }

    longest = max(longest, offset + length - begin)
    isAfterCR = chunk[chunk.startIndex + length] == 0x0D
    chunk = chunk.dropFirst(length + 1)
    offset += length + 1
    if !isAfterCR { endings.note(.lf, at: offset - 1) }
    if start == nil, length <= limit {
      return Line(bytes: rest, offset: begin, at: time, cutAt: nil)
    }
    start = begin
    keep(rest)
    return takePending(at: time)
  }

  /// Takes the last line if the stream ends without a line ending.
  mutating func finish() -> Line? {
    if isAfterCR { endings.note(.cr, at: offset - 1) }
    isAfterCR = false
    if let start { longest = max(longest, offset - start) }
    return takePending(at: lastAt)
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = limit - pending.count
    pending += bytes.prefix(room)
    if bytes.count > room { isCut = true }
  }

  private mutating func takePending(at time: Double) -> Line? {
    guard let begin = start else { return nil }
    var kept = pending[...]
    if isCut { kept = kept.dropLast(UTF8Scanner.unfinishedTail(of: kept)) }
    let cutAt = isCut ? begin + kept.count : nil
    (pending, start, isCut) = ([], nil, false)
    return Line(bytes: kept, offset: begin, at: time, cutAt: cutAt)
  }

  private static func lengthOfLine(_ bytes: Span<UInt8>) -> Int {
    var length = 0
    while length < bytes.count, bytes[length] != 0x0A, bytes[length] != 0x0D { length += 1 }
    return length
  }
}
