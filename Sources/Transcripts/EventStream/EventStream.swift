/// All that a body says when read as server-sent events.
public struct EventStream: Sendable, Equatable {
  /// The events, the last of them perhaps cut off.
  public var events: [Event] = []
  /// The first comments.
  public var comments: [Comment] = []
  /// How many bytes the longest line has, its ending apart.
  public var longestLine = 0
  /// What is odd.
  public var defects: [Defect] = []

  /// A line for the reader of the stream, often sent to keep the connection alive.
  public struct Comment: Sendable, Equatable {
    /// When its line was complete, in milliseconds.
    public var at: Double
    /// The offset of its line in the stream.
    public var offset: Int
    /// What follows the colon, less one space.
    public var text: String
  }

  /// Reads a whole body that arrived in parts; what no part covers counts as part of the last.
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
