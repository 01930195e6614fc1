/// A reply as values, before it becomes bytes.
struct Reply: Sendable, Equatable {
  /// The body of a reply.
  enum Content: Sendable, Equatable {
    /// One JSON document.
    case document(JSONValue)
    /// A stream of events.
    case events([Event])
    /// Any other text.
    case text(String)
    /// Any bytes.
    case bytes([UInt8])
  }

  /// The status code.
  var status = 200
  /// The headers, except for those about framing.
  var headers: [HTTPHeader]
  /// The body.
  var content: Content
  /// Whether the stream stays open after its last event.
  var staysOpen = false

  /// Replies with a document.
  static func document(_ document: JSONValue) -> Reply {
    Reply(
      headers: [HTTPHeader(name: "Content-Type", value: "application/json")],
      content: .document(document))
  }

  /// Replies with a stream of events.
  static func events(_ events: [Event]) -> Reply {
    Reply(
      headers: [
        HTTPHeader(name: "Content-Type", value: "text/event-stream; charset=utf-8"),
        HTTPHeader(name: "Cache-Control", value: "no-cache"),
      ],
      content: .events(events))
  }

  /// Replies with an HTML page.
  static func page(_ html: String) -> Reply {
    Reply(
      headers: [HTTPHeader(name: "Content-Type", value: "text/html; charset=utf-8")],
      content: .text(html))
  }

  /// Compresses the body. A stream is then sent at once.
  mutating func compress() {
    let body =
      switch content {
      case .document(let document): document.bytes
      case .events(let events): events.flatMap(\.bytes)
      case .text(let text): Array(text.utf8)
      case .bytes(let bytes): bytes
      }
    content = .bytes(Gzip.stored(body))
    self["Content-Encoding"] = "gzip"
  }

  /// Replies with a refusal.
  static func refusal(_ refusal: Refusal) -> Reply {
    var reply = document(refusal.document)
    reply.status = refusal.status
    reply.headers += refusal.headers
    return reply
  }

  /// The first header with a name; setting replaces or adds it.
  subscript(name: String) -> String {
    get { headers.first { $0.name == name }?.value ?? "" }
    set {
      let header = HTTPHeader(name: name, value: newValue)
      if let index = headers.firstIndex(where: { $0.name == name }) {
        headers[index] = header
      } else {
        headers.append(header)
      }
    }
  }

  /// The reason phrase of the status.
  var reason: String {
    let reasons = [
      200: "OK", 204: "No Content", 307: "Temporary Redirect", 400: "Bad Request",
      401: "Unauthorized",
      403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
      413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content",
      429: "Too Many Requests",
      431: "Request Header Fields Too Large",
      500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
      503: "Service Unavailable", 504: "Gateway Timeout",
    ]
    return reasons[status] ?? "Unknown"
  }
}

extension Reply {
  /// Changes the document, or every chunk of the stream.
  mutating func updateDocuments(_ alter: (inout JSONValue) -> Void) {
    switch content {
    case .document(var document):
      alter(&document)
      content = .document(document)
    case .events(var events):
      events.updateChunks(alter)
      content = .events(events)
    case .text, .bytes: break
    }
  }
}
