/// One server-sent event.
public struct Event: Sendable, Equatable {
  /// The position in the stream, from zero.
  public var index: Int
  /// When the last byte of the event arrived, in milliseconds.
  public var at: Double
  /// The offset of its first field in the stream.
  public var offset: Int
  /// The offset of the blank line that ended the event, or of the end of the stream.
  public var end: Int
  /// The value of its last `event` field, which may be empty; nil if it has none.
  public var name: String?
  /// The last event id at this point, from this event or an earlier one; nil if none was set.
  public var id: String?
  /// The value of its last valid `retry` field, in milliseconds.
  public var retry: Int?
  /// The data as bytes, joined by LF, for decoders that need the exact bytes.
  public var bytes: [UInt8]
  /// The number of `data` fields.
  public var dataLines: Int
  /// What ended the event.
  public var ending: Ending

  /// The two ways in which an event ends.
  public enum Ending: String, Sendable, CaseIterable {
    /// A blank line, after which clients see the event.
    case blankLine = "blank-line"
    /// The end of the stream inside the event; clients discard it.
    case endOfStream = "end-of-stream"
  }

  /// The data as text, with U+FFFD for bytes that are not UTF-8.
  public var data: String { String(decoding: bytes, as: UTF8.self) }
}
