/// Reads requests from a connection, with limits for size and time.
struct RequestReader {
  /// The maximum size of a head, in bytes.
  static let headLimit = 64 * 1024
  /// The maximum size of a body, in bytes.
  static let bodyLimit = 8 * 1024 * 1024

  private let socket: Socket
  private let timeouts: Timeouts
  /// The received bytes; those before `position` are already read.
  private var buffer: [UInt8] = []
  private var position = 0
  /// The end of the current phase: waiting, the head or the body.
  private var deadline = ContinuousClock.now

  /// Reads from a socket.
  init(socket: Socket, timeouts: Timeouts) {
    self.socket = socket
    self.timeouts = timeouts
  }

  /// Reads the next request; nil if the client has finished, is silent, or has disconnected.
  mutating func next() throws(Refusal) -> HTTPRequest? {
    buffer.removeFirst(position)
    position = 0
    deadline = .now + timeouts.idle
    // A pipelined request may already be in the buffer.
    guard buffer.isEmpty ? receive() : true else { return nil }
    deadline = .now + timeouts.head
    var request = try head()
    deadline = .now + timeouts.body
    request.body = try body(of: request)
    return request
  }

  /// Waits for more bytes; false if none arrive before the deadline.
  private mutating func receive() -> Bool {
    guard let bytes = try? socket.read(before: deadline), !bytes.isEmpty else { return false }
    buffer += bytes
    return true
  }

  /// Refuses a request that ends early.
  private mutating func require(_ received: Bool) throws(Refusal) {
    if !received { throw Refusal(status: 408, message: "The request is incomplete.") }
  }

  /// Takes a line without its CRLF or LF.
  private mutating func line(upTo limit: Int) throws(Refusal) -> String {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        let line = buffer[position..<end]
        position = end + 1
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      }
      searched = buffer.count
      guard buffer.count - position <= limit else {
        throw Refusal(status: 431, message: "The head of the request is too large.")
      }
      try require(receive())
    }
  }

  private mutating func head() throws(Refusal) -> HTTPRequest {
    var first = try line(upTo: Self.headLimit)
    // RFC 9112 asks servers to ignore an empty line before a request.
    if first.isEmpty { first = try line(upTo: Self.headLimit) }
    let words = first.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[1].hasPrefix("/"),
      words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0"
    else { throw Refusal(message: "This is not an HTTP/1.1 request.") }
    let path = words[1].prefix { $0 != "?" }
    var request = HTTPRequest(method: String(words[0]), path: String(path))
    request.isHTTP11 = words[2] == "HTTP/1.1"
    while true {
      let line = try line(upTo: Self.headLimit)
      if line.isEmpty { return request }
      // The limit is also for all lines together.
      guard position <= Self.headLimit else {
        throw Refusal(status: 431, message: "The head of the request is too large.")
      }
      // White space before the colon is invalid, because proxies read it differently.
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
        !line[..<colon].contains(where: \.isWhitespace)
      else { throw Refusal(message: "A header line has no name.") }
      let value = line[line.index(after: colon)...].trimmed
      request.headers.append(HTTPHeader(name: String(line[..<colon]), value: String(value)))
    }
  }

  private mutating func body(of request: HTTPRequest) throws(Refusal) -> [UInt8] {
    let coding = request["transfer-encoding"]?.lowercased()
    let lengths = request.headers.filter { $0.name.lowercased() == "content-length" }.map(\.value)
    if let coding, coding != "chunked" {
      throw Refusal(status: 501, message: "Transfer coding \(coding) is not supported.")
    }
    // A proxy could read another length, which would allow request smuggling.
    guard Set(lengths).count <= 1, coding == nil || lengths.isEmpty else {
      throw Refusal(message: "The length of the body is ambiguous.")
    }
    if let length = lengths.first {
      guard length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(length) else {
        throw Refusal(message: "Content-Length is not a number.")
      }
      try sendContinue(request, count)
      return try take(count, limit: Self.bodyLimit)
    }
    guard coding != nil else { return [] }
    try sendContinue(request, 0)
    return try chunks()
  }

  /// Sends `100 Continue` if the client waits for it.
  private func sendContinue(_ request: HTTPRequest, _ count: Int) throws(Refusal) {
    guard request["expect"]?.lowercased() == "100-continue", count <= Self.bodyLimit else { return }
    try? socket.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
  }

  private mutating func take(_ count: Int, limit: Int) throws(Refusal) -> [UInt8] {
    guard count <= limit else {
      throw Refusal(status: 413, message: "The body of the request is too large.")
    }
    while buffer.count - position < count { try require(receive()) }
    defer { position += count }
    return Array(buffer[position..<position + count])
  }

  /// Decodes a chunked body; extensions and trailers are ignored.
  private mutating func chunks() throws(Refusal) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let size = try line(upTo: 1024).prefix { $0 != ";" }.trimmed
      guard !size.isEmpty, size.allSatisfy(\.isHexDigit), let count = Int(size, radix: 16) else {
        throw Refusal(message: "A chunk of the body has no size.")
      }
      if count == 0 { break }
      body += try take(count, limit: Self.bodyLimit - body.count)
      guard try line(upTo: 2).isEmpty else {
        throw Refusal(message: "A chunk of the body is longer than its size.")
      }
      // Bytes that are already read are removed, so that the buffer stays small.
      if position > Self.headLimit {
        buffer.removeFirst(position)
        position = 0
      }
    }
    var trailers = 0
    while try !line(upTo: Self.headLimit).isEmpty {
      trailers += 1
      guard trailers < 100 else { throw Refusal(status: 431, message: "Too many trailers.") }
    }
    return body
  }
}

extension Substring {
  /// The text without spaces and tabs around it.
  fileprivate var trimmed: Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return "" }
    return self[first...last]
  }
}
