internal import JSONText

/// A response, decoded in every form that applies: text, JSON, events, assembled message.
struct DecodedResponse {
  private let exchange: Exchange
  private let body: [UInt8]
  private var stream: EventStream?
  private var eventValues: [StrictJSON.Decoded] = []
  private var document: StrictJSON.Decoded?

  /// The decoder limit that the body exceeded; nil if none.
  private(set) var excess: String?

  init(_ exchange: Exchange) {
    self.exchange = exchange
    body = exchange.body
    let limit = exchange.limits.events
    if isEventStream {
      var stream = EventStream(
        body, arrivals: exchange.arrivals, lineLimit: exchange.limits.line)
      // A block without data that the end cut off would not have become an event.
      stream.events.removeAll { $0.dataLines == 0 }
      if stream.events.count > limit {
        // No check judges such a stream, and the raw bytes are stored.
        stream.events.removeLast(stream.events.count - min(limit, 1000))
        excess = "more than \(limit) events"
      }
      if let cut = stream.defects.first(where: { $0.kind == Defect.Kind.lineTooLong.rawValue }) {
        excess = "a line of \(cut.saw)"
        // The rest of the line was dropped, so nothing is known about this event or what follows
        // it.
        stream.events.removeAll { $0.end >= cut.offset }
      }
      eventValues = stream.events.map { event in
        event.data == Self.done ? StrictJSON.Decoded.unread : StrictJSON.decode(event.bytes)
      }
      self.stream = stream
    }
    if stream?.events.isEmpty ?? true, exchange.status != nil {
      document = StrictJSON.decode(body)
      // One JSON document is not a stream, even if the header claims it.
      if document?.value != nil { stream = nil }
    }
  }

  /// By the content type, or by the first field if a stream was requested, because some servers
  /// send a wrong type.
  private var isEventStream: Bool {
    let type = exchange.header("content-type")?.lowercased() ?? ""
    if type.hasPrefix("text/event-stream") { return true }
    let isRequested = StrictJSON.decode(exchange.request.body).value?["stream"]?.bool == true
    return isRequested
      && ["data:", "event:", "id:", "retry:", ":"].contains { body.starts(with: $0.utf8) }
  }

  private static let done = "[DONE]"

  var json: JSON {
    let (text, textDefects) = UTF8Scanner.decode(body)
    var members: [JSON.Member] = [
      JSON.Member("status", JSON(exchange.status)),
      JSON.Member("http_version", JSON(exchange.httpVersion)),
      JSON.Member("headers", exchange.headers.json),
      JSON.Member("codings", .array(codings.map(JSON.string))),
      JSON.Member(
        "lengths", .array(exchange.headers(named: "content-length").uniqued().map(JSON.string))),
      JSON.Member("body_bytes", JSON(body.count)),
      JSON.Member("text", stream == nil ? .string(text) : nil),
      JSON.Member("text_defects", .array(textDefects.map(\.json))),
      JSON.Member("json", document?.value ?? nil),
      JSON.Member("json_defects", document.map { .array($0.defects.map(\.json)) } ?? nil),
      JSON.Member(
        "chunks",
        .array(
          exchange.arrivals.prefix(exchange.limits.events).map {
            ["at_ms": JSON($0.at), "bytes": JSON($0.bytes)]
          })),
      JSON.Member(
        "events", stream.map { .array(zip($0.events, eventValues).map(eventJSON)) } ?? nil),
    ]
    if let stream {
      members += [
        JSON.Member("shapes", EventShapes(stream.events, eventValues).json),
        JSON.Member(
          "comments",
          .array(
            stream.comments.map {
              ["at_ms": JSON($0.at), "offset": JSON($0.offset), "text": .string($0.text)]
            })),
        JSON.Member("longest_line", JSON(stream.longestLine)),
        JSON.Member("framing_defects", .array(stream.defects.map(\.json))),
      ]
    }
    members.append(JSON.Member("assembled", assembled?.json ?? nil))
    return .object(members)
  }

  /// The content codings that were not decoded, because the request did not accept them.
  private var codings: [String] {
    guard !exchange.request.headers.contains(where: { $0.name.lowercased() == "accept-encoding" })
    else { return [] }
    return exchange.headers(named: "content-encoding")
      .flatMap { $0.lowercased().split(separator: ",") }
      .map { $0.filter { !$0.isWhitespace } }
      .filter { !$0.isEmpty && $0 != "identity" }
  }

  private func eventJSON(_ event: Event, _ decoded: StrictJSON.Decoded) -> JSON {
    [
      "number": JSON(event.index + 1),
      "at_ms": JSON(event.at),
      "offset": JSON(event.offset),
      "name": JSON(event.name),
      "id": JSON(event.id),
      "retry": JSON(event.retry),
      "data": .string(event.data),
      "json": decoded.value ?? nil,
      "json_defects": .array(decoded.defects.map(\.json)),
      "lines": JSON(event.dataLines),
      "ending": .string(event.ending.rawValue),
    ]
  }

  private var assembled: ChatAssembly? {
    guard EndpointKind(of: exchange.request.url) == .chat,
      let status = exchange.status, (200..<300).contains(status)
    else { return nil }
    guard let events = stream?.events else {
      guard let value = document?.value, value.object != nil else { return nil }
      return ChatAssembly(document: value)
    }
    let readable = zip(events, eventValues).compactMap { event, decoded in
      decoded.value.map { (Location(event: event.index + 1, byte: event.offset), $0) }
    }
    return readable.isEmpty ? nil : ChatAssembly(events: readable)
  }

  var timing: JSON {
    let timing = exchange.timing
    let times = exchange.arrivals.map(\.at)
    let silences = zip(times.dropFirst(), times).map { $0 - $1 }
    return [
      "started_ms": JSON(timing.started),
      "dns_ms": JSON(timing.dns),
      "connect_ms": JSON(timing.connect),
      "tls_ms": JSON(timing.tls),
      "queued_ms": JSON(timing.queued),
      "first_byte_ms": JSON(timing.firstByte),
      "first_body_ms": JSON(exchange.arrivals.first?.at),
      "first_event_ms": JSON(stream?.events.first?.at),
      "last_byte_ms": JSON(timing.lastByte),
      "longest_silence_ms": JSON(silences.max()),
      "total_ms": JSON(timing.total),
    ]
  }
}
