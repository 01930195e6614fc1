/// The steps with which the server answers one request.
struct Script: Sendable, Equatable {
  /// One step.
  enum Step: Sendable, Equatable {
    /// Sends bytes unchanged.
    case send([UInt8])
    /// Sends bytes as one chunk of the chunked transfer coding.
    case chunk([UInt8])
    /// Sends the empty chunk that ends a chunked body.
    case lastChunk
    /// Waits.
    case wait(Duration)
    /// Waits until the client closes the connection.
    case hang
    /// Reads the next request and closes the connection without a reply.
    case swallow
    /// Closes the connection in order.
    case close
    /// Closes the connection with a reset.
    case reset

    /// The bytes that it sends; nil if it does something else.
    var bytes: [UInt8]? {
      switch self {
      case .send(let bytes): bytes
      case .chunk(let bytes):
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
      case .lastChunk: Array("0\r\n\r\n".utf8)
      case .wait, .hang, .swallow, .close, .reset: nil
      }
    }
  }

  /// The steps, in order. The connection stays open unless a step closes it.
  var steps: [Step]

  /// Writes a reply as bytes for the client that sent the request.
  init(_ reply: Reply, to request: HTTPRequest) {
    var head = "HTTP/1.1 \(reply.status) \(reply.reason)\r\nServer: reference\r\n"
    for header in reply.headers { head += "\(header.name): \(header.value)\r\n" }
    // HTTP/1.0 has no chunks, so that the end of the connection ends a stream.
    let streams = if case .events = reply.content { true } else { false }
    let closes = !request.keepsAlive || (streams && !request.isHTTP11)
    if closes { head += "Connection: close\r\n" }

    switch reply.content {
    case .document(let document):
      steps = Self.complete(document.bytes, after: head, to: request)
    case .text(let text):
      steps = Self.complete(Array(text.utf8), after: head, to: request)
    case .bytes(let bytes):
      steps = Self.complete(bytes, after: head, to: request)
    case .events(let events) where request.isHTTP11:
      // Chunked, because the length of a stream is not known in advance.
      steps = [.send(Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8))]
      steps += Self.paced(events, as: Step.chunk) + [reply.staysOpen ? .hang : .lastChunk]
    case .events(let events):
      steps = [.send(Array((head + "\r\n").utf8))] + Self.paced(events, as: Step.send)
    }
    if closes { steps.append(.close) }
  }

  private static func complete(
    _ body: [UInt8], after head: String, to request: HTTPRequest
  ) -> [Step] {
    // A 204 reply must not have a Content-Length.
    if head.hasPrefix("HTTP/1.1 204") { return [.send(Array((head + "\r\n").utf8))] }
    let head = Step.send(Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8))
    return request.method == "HEAD" ? [head] : [head, .send(body)]
  }

  /// The longest pause between two events.
  private static let longestPause = Duration.milliseconds(1)

  /// Waits for a millisecond between two events, or less if there are many.
  private static func paced(_ events: [Event], as step: ([UInt8]) -> Step) -> [Step] {
    let pause = Step.wait(min(longestPause, .microseconds(30_000 / max(1, events.count))))
    // Without the pause after the last event.
    return events.flatMap { [step($0.bytes), pause] }.dropLast()
  }

  /// The same bytes in as few steps as possible, without the pauses between events.
  var unpaced: Script {
    var script = self
    script.steps = []
    var bytes: [UInt8] = []
    for step in steps {
      if case .wait(let pause) = step, pause <= Self.longestPause { continue }
      bytes += step.bytes ?? []
      guard step.bytes == nil else { continue }
      if !bytes.isEmpty { script.steps.append(.send(bytes)) }
      script.steps.append(step)
      bytes = []
    }
    if !bytes.isEmpty { script.steps.append(.send(bytes)) }
    return script
  }

  /// The bytes of each streamed event.
  var chunks: [[UInt8]] {
    steps.compactMap { if case .chunk(let bytes) = $0 { bytes } else { nil } }
  }

  /// Changes the bytes of every step that sends any.
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
