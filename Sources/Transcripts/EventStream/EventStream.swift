public import JSONText

/// A body read as server-sent events.
public struct EventStream: Sendable, Equatable {
  /// The events; the last one may be cut off.
  public var events: [Event] = []
  /// The first comments.
  public var comments: [Comment] = []
  /// The length of the longest line in bytes, without its ending.
  public var longestLine = 0
  /// The irregularities.
  public var defects: [Defect] = []

  /// A comment line, often sent to keep the connection alive.
  public struct Comment: Sendable, Equatable {
    /// When the line was complete, in milliseconds.
    public var at: Double
    /// The offset of its line in the stream.
    public var offset: Int
    /// The text after the colon and one space.
    public var text: String
  }

  /// Reads a complete body that arrived in parts; bytes outside of all parts belong to the last
  /// one.
  public init(_ body: [UInt8], arrivals: [Arrival], lineLimit: Int = Limits().line) {
    var decoder = EventStreamDecoder(lineLimit: lineLimit)
    var start = 0
    for arrival in arrivals {
      let end = min(start + max(0, arrival.bytes), body.count)
      events += decoder.decode(body[start..<end], at: arrival.at)
      start = end
    }
    events += decoder.decode(body[start...], at: arrivals.last?.at ?? 0)
    if let event = decoder.finish() { events.append(event) }
    comments = decoder.comments
    longestLine = decoder.longestLine
    defects = decoder.defects
  }
}
