public import JSONText

/// Splits a byte stream into server-sent events as the WHATWG standard defines them.
///
/// It never rejects input: irregularities become a ``Defect``, and the checks decide what they
/// mean. Except for times, the result never depends on how the bytes were split.
public struct EventStreamDecoder: Sendable {
  /// The maximum number of comments that are kept.
  public static let commentLimit = 1000

  /// The first comments.
  public private(set) var comments: [EventStream.Comment] = []
  /// The irregularities so far; those of line endings are last.
  public var defects: [Defect] { log.defects + lines.endings.defects }

  /// The length of the longest line in bytes, without its ending.
  public var longestLine: Int { lines.longest }

  private var lines: LineCutter
  private var log = DefectLog()
  private var block = Block()
  private var id: String?
  private var isAtStart = true
  private var eventCount = 0

  /// The fields since the last blank line.
  private struct Block {
    var name: String?
    var retry: Int?
    var data: [UInt8] = []
    var dataLines = 0
    var lines = 0
    var offset = 0
  }

  /// Starts before the first byte; `lineLimit` bytes of each line are kept, and at least 16.
  public init(lineLimit: Int = Limits().line) {
    lines = LineCutter(limit: max(lineLimit, 16))
  }

  /// Takes the bytes that just arrived and returns the events that they completed.
  public mutating func decode(_ chunk: [UInt8], at time: Double) -> [Event] {
    decode(chunk[...], at: time)
  }

  /// Takes the bytes that just arrived and returns the events that they completed.
  public mutating func decode(_ chunk: ArraySlice<UInt8>, at time: Double) -> [Event] {
    var chunk = chunk
    var events: [Event] = []
    while let line = lines.next(in: &chunk, at: time) {
      let content = content(of: line)
      if !content.bytes.isEmpty {
        take(content)
      } else if let event = takeEvent(.blankLine, at: line.at, end: line.offset) {
        events.append(event)
      }
    }
    return events
  }

  /// Takes the end of the stream and returns the event that it cut off.
  public mutating func finish() -> Event? {
    let line = lines.finish()
    if let line {
      let content = content(of: line)
      if !content.bytes.isEmpty {
        take(content)
        log.note(.cutOffLine, at: line.offset, saw: Excerpt.start(of: line.bytes))
      }
    }
    let offset = block.offset
    let event = takeEvent(.endOfStream, at: lines.lastAt, end: lines.offset)
    if let event {
      log.note(.cutOffEvent, at: offset, saw: Excerpt.start(of: event.bytes[...]))
    }
    return event
  }

  /// The line without the byte order mark of the stream.
  private mutating func content(of line: LineCutter.Line) -> LineCutter.Line {
    var line = line
    if line.bytes.first == 0xEF, line.bytes.starts(with: UTF8Scanner.bom) {
      let saw = UTF8Scanner.hex(line.bytes.prefix(3))
      log.note(isAtStart ? .bom : .secondBOM, at: line.offset, saw: saw)
      if isAtStart {
        line.bytes = line.bytes.dropFirst(3)
        line.offset += 3
        if line.bytes.starts(with: UTF8Scanner.bom) {
          log.note(.secondBOM, at: line.offset, saw: saw)
        }
      }
    }
    isAtStart = false
    return line
  }

  /// Interprets a line that is not blank.
  private mutating func take(_ line: LineCutter.Line) {
    let bytes = line.bytes
    UTF8Scanner.scan(bytes, offset: line.offset, into: &log)
    if let nul = bytes.firstIndex(of: 0) {
      log.note(.nulByte, at: line.offset + nul - bytes.startIndex)
    }
    if let cutAt = line.cutAt {
      log.note(.lineTooLong, at: cutAt, saw: "more than \(lines.limit) bytes")
    }
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    var value = bytes[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    if colon > bytes.startIndex {
      if block.lines == 0 { block.offset = line.offset }
      block.lines += 1
      takeField(bytes[..<colon], value, of: line)
      return
    }
    guard comments.count < Self.commentLimit else { return }
    let text = String(decoding: value, as: UTF8.self)
    comments.append(EventStream.Comment(at: line.at, offset: line.offset, text: text))
  }

  private mutating func takeField(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, of line: LineCutter.Line
  ) {
    switch String(decoding: name.prefix(8), as: UTF8.self) {
    case "data":
      if block.dataLines > 0 { block.data.append(0x0A) }
      block.data += value
      block.dataLines += 1
    case "event":
      block.name = String(decoding: value, as: UTF8.self)
    case "id" where value.contains(0):
      log.note(.idWithNull, at: line.offset, saw: Excerpt.start(of: value))
    case "id":
      id = String(decoding: value, as: UTF8.self)
    case "retry":
      let isDecimal = value.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      if isDecimal, let time = Int(String(decoding: value, as: UTF8.self)) {
        block.retry = time
      } else {
        log.note(.badRetry, at: line.offset, saw: Excerpt.start(of: value))
      }
    default:
      log.note(.unknownField, at: line.offset, saw: Excerpt.start(of: name))
    }
  }

  /// Ends the block, which is an event if it has data, or if the stream ends inside it.
  private mutating func takeEvent(_ ending: Event.Ending, at time: Double, end: Int) -> Event? {
    guard block.lines > 0 else { return nil }
    let block = block
    self.block = Block()
    guard block.dataLines > 0 || ending == .endOfStream else {
      if let name = block.name {
        log.note(.eventWithoutData, at: block.offset, saw: Excerpt.start(of: Array(name.utf8)[...]))
      }
      return nil
    }
    defer { eventCount += 1 }
    return Event(
      index: eventCount, at: time, offset: block.offset, end: end, name: block.name, id: id,
      retry: block.retry, bytes: block.data, dataLines: block.dataLines, ending: ending)
  }
}
