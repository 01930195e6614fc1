/// One server-sent event.
public struct Event: Sendable, Equatable {
  /// Its place among the events of the stream, from zero.
  public var index: Int
  /// When the byte that completed it arrived, in milliseconds.
  public var at: Double
  /// The offset of its first field in the stream.
  public var offset: Int
  /// The offset of the blank line that ended it, or of the end of the stream.
  public var end: Int
  /// What its last `event` field says, even if that is nothing; nil if it has none.
  public var name: String?
  /// The last event id at that point, its own or an earlier one; nil when none was ever set.
  public var id: String?
  /// What its last valid `retry` field says, in milliseconds.
  public var retry: Int?
  /// Its data as bytes, joined by LF; for decoders that must see what was really there.
  public var bytes: [UInt8]
  /// How many `data` fields it has.
  public var dataLines: Int
  /// What ended it.
  public var ending: Ending

  /// What ended an event.
  public enum Ending: String, Sendable, CaseIterable {
    /// A blank line, upon which clients see the event.
    case blankLine = "blank-line"
    /// The stream broke off inside the event; clients discard it.
    case endOfStream = "end-of-stream"
  }

  /// Its data as text, with U+FFFD for what is no UTF-8.
  public var data: String { String(decoding: bytes, as: UTF8.self) }
}
