/// What the server does on a connection to answer one request, step by step.
struct Script: Sendable, Equatable {
  /// One thing to do.
  enum Step: Sendable, Equatable {
    /// Send bytes as they are.
    case send([UInt8])
    /// Send bytes as one chunk of the chunked transfer coding.
    case chunk([UInt8])
    /// Send the empty chunk that ends a chunked body.
    case lastChunk
    /// Let time pass.
    case wait(Duration)
    /// Do nothing until the client gives up.
    case hang
    /// Take what comes next, and close the connection without a word.
    case swallow
    /// Close the connection as one should.
    case close
    /// Close the connection with a reset.
    case reset
  }

  /// What to do, in order; the connection stays open unless a step closes it.
  var steps: [Step]

  /// Spells a reply out for the client that sent the request.
  init(_ reply: Reply, to request: HTTPRequest) {
    var head = "HTTP/1.1 \(reply.status) \(reply.reason)\r\nServer: reference\r\n"
    for header in reply.headers { head += "\(header.name): \(header.value)\r\n" }
    let streams = if case .events = reply.content { true } else { false }
    let closes = !request.keepsAlive || (streams && !request.isHTTP11)
    if closes { head += "Connection: close\r\n" }

    switch reply.content {
    case .document(let document):
      steps = Self.whole(document.bytes, after: head, to: request)
    case .text(let text):
      steps = Self.whole(Array(text.utf8), after: head, to: request)
    case .bytes(let bytes):
      steps = Self.whole(bytes, after: head, to: request)
    case .events(let events) where request.isHTTP11:
      steps = [.send(Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8))]
      steps += Self.paced(events, as: Step.chunk) + [reply.staysOpen ? .hang : .lastChunk]
    case .events(let events):
      steps = [.send(Array((head + "\r\n").utf8))] + Self.paced(events, as: Step.send)
    }
    if closes { steps.append(.close) }
  }

  private static func whole(
    _ body: [UInt8], after head: String, to request: HTTPRequest
  ) -> [Step] {
    // A reply that has no content has no length either.
    if head.hasPrefix("HTTP/1.1 204") { return [.send(Array((head + "\r\n").utf8))] }
    let head = Step.send(Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8))
    return request.method == "HEAD" ? [head] : [head, .send(body)]
  }

  /// A millisecond between events, less when they are many.
  private static func paced(_ events: [Event], as step: ([UInt8]) -> Step) -> [Step] {
    let pause = Step.wait(.microseconds(min(1000, 30_000 / max(1, events.count))))
    return events.flatMap { [step($0.bytes), pause] }.dropLast()
  }

  /// The bytes of the events that are streamed, one element for each.
  var chunks: [[UInt8]] {
    steps.compactMap { if case .chunk(let bytes) = $0 { bytes } else { nil } }
  }

  /// Alters the bytes of every step that sends any.
  mutating func updateBytes(_ alter: (inout [UInt8]) -> Void) {
    for index in steps.indices {
      switch steps[index] {
      case .send(var bytes):
        alter(&bytes)
        steps[index] = .send(bytes)
      case .chunk(var bytes):
        alter(&bytes)
        steps[index] = .chunk(bytes)
      default: break
      }
    }
  }
}
