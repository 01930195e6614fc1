internal import CCurl
internal import Transcripts

/// Records what curl sends and receives, on the thread of the loop.
final class Recorder {
  /// The clock of the exchange.
  let clock = Clock()
  /// The bytes that were sent.
  private(set) var sent: [UInt8] = []
  /// The offsets of request heads in ``sent``; several if curl retried.
  private(set) var heads: [Int] = []
  /// The received bytes, unchanged.
  private(set) var received: [UInt8] = []
  /// The size of the body without transfer framing.
  private(set) var bodySize = 0
  /// The body, unless it is the end of the received bytes, as in most answers without framing.
  private(set) var separateBody: [UInt8]?
  /// When each part of the body arrived.
  private(set) var arrivals: [Arrival] = []
  /// The head of the final answer so far.
  private(set) var head = AnswerHead()
  /// When the first line of the final answer arrived.
  private(set) var firstAt: Double?
  /// When the latest byte of the final answer arrived.
  private(set) var lastAt: Double?
  /// The limit that the answer exceeded.
  private(set) var excess: String?

  /// The offset of the first byte after the head in the received bytes.
  private var endOfHead = 0
  private let limits: Limits
  private let receivedLimit: Int
  /// The size of all header lines, including interim answers and trailers.
  private var headerBytes = 0
  /// How often curl received data from the connection.
  private var segments = 0
  /// The segment of the last arrival: bytes of the same segment are added to it.
  private var segmentOfLastArrival = -1
  /// Whether a head was sent last: curl may report a head in several parts.
  private var wasSendingHead = false

  /// Starts the clock.
  init(limits: Limits) {
    self.limits = limits
    // Transfer framing is not part of the body, but must have a limit too.
    let (body, headers) = (min(max(0, limits.body), 1 << 40), min(max(0, limits.headers), 1 << 40))
    receivedLimit = headers + 2 * body + 65_536
  }

  /// The last request that was sent, without a tunnel's request and without lost attempts.
  var lastSent: [UInt8] { Array(sent[(heads.last ?? 0)...]) }

  /// How often curl retried the request; a tunnel's request does not count.
  var resent: Int {
    let requests = heads.filter { !sent[$0...].starts(with: "CONNECT ".utf8) }
    return max(0, requests.count - 1)
  }

  /// Takes a log event of curl.
  func log(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    switch kind {
    case CURLINFO_HEADER_OUT:
      // A retry without a body, and a request through a tunnel, follow another head directly.
      if !wasSendingHead || sent.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        heads.append(sent.count)
      }
      sent.append(contentsOf: bytes)
      wasSendingHead = true
    case CURLINFO_DATA_OUT:
      sent.append(contentsOf: bytes)
      wasSendingHead = false
    case CURLINFO_HEADER_IN where head.isComplete && bytes.count > 2:
      // HTTP/2 trailers. The log has gaps between the lines of a head, so ``takeLine`` records
      // those.
      keepReceived(bytes)
    case CURLINFO_DATA_IN:
      segments += 1
      lastAt = clock.elapsed
      keepReceived(bytes)
    default:
      break
    }
  }

  /// Takes one header line; false stops curl.
  func takeLine(_ line: UnsafeRawBufferPointer) -> Bool {
    if !head.isComplete {
      keepReceived(line)
      endOfHead = received.count
      if line.count <= 2 { reserve() }
    }
    headerBytes += line.count
    guard headerBytes <= limits.headers else {
      excess = excess ?? "more than \(limits.headers) bytes of headers"
      return false
    }
    head.take(line)
    if head.status != nil {
      let now = clock.elapsed
      firstAt = firstAt ?? now
      lastAt = now
    }
    return excess == nil
  }

  /// Takes decoded bytes of the body; false stops curl.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let kept = bytes.prefix(max(0, limits.body - bodySize))
    keepBody(kept)
    // Bytes of one read arrived together, even in several chunks.
    if segmentOfLastArrival == segments, let last = arrivals.indices.last {
      arrivals[last].bytes += kept.count
    } else if !kept.isEmpty {
      arrivals.append(Arrival(at: clock.elapsed, bytes: kept.count))
      segmentOfLastArrival = segments
    }
    if kept.count < bytes.count { excess = excess ?? "more than \(limits.body) bytes of body" }
    return excess == nil
  }

  /// Gives the received bytes and the body to an exchange.
  func giveResponse(to exchange: inout Exchange) {
    if separateBody == nil, bodyStart + bodySize == received.count {
      exchange.take(received, bodySize: bodySize)
    } else {
      exchange.received = received
      exchange.body = separateBody ?? Array(received[bodyStart..<bodyStart + bodySize])
    }
  }

  /// Whether the body ends with a marker, apart from whitespace.
  func ends(with words: [UInt8]) -> Bool {
    guard !words.isEmpty else { return false }
    let size = min(bodySize, words.count + Self.maxWhitespace)
    let end = bodyStart + bodySize
    let tail = separateBody?.suffix(size) ?? received[(end - size)..<end]
    guard let last = tail.lastIndex(where: { !" \r\n".utf8.contains($0) }) else { return false }
    return tail[...last].suffix(words.count).elementsEqual(words)
  }

  /// Reserves memory for the announced body, because an array that grows needs up to three times its size.
  private func reserve() {
    let length = head.headers.first { $0.name.lowercased() == "content-length" }?.value
    guard let length = length.flatMap({ Int($0) }), length > 0 else { return }
    received.reserveCapacity(received.count + min(length, limits.body, Self.maxReserved))
  }

  /// The maximum memory for an answer that may never arrive.
  private static let maxReserved = 16 << 20

  /// The offset of the body in the received bytes, unless it is separate.
  private var bodyStart = 0

  /// Adds bytes to the body: as a part of the received bytes if they follow there, without a copy.
  private func keepBody(_ bytes: Slice<UnsafeRawBufferPointer>) {
    if bodySize == 0, separateBody == nil { bodyStart = endOfHead }
    let end = bodyStart + bodySize
    if separateBody == nil, end + bytes.count <= received.count,
      received[end..<end + bytes.count].elementsEqual(bytes)
    {
      bodySize += bytes.count
      return
    }
    if separateBody == nil { separateBody = Array(received[bodyStart..<end]) }
    separateBody?.append(contentsOf: bytes)
    bodySize += bytes.count
  }

  /// The maximum whitespace after the marker.
  private static let maxWhitespace = 16

  private func keepReceived(_ bytes: UnsafeRawBufferPointer) {
    guard excess == nil else { return }
    received.append(contentsOf: bytes)
    if received.count > receivedLimit {
      excess = "too much transfer framing around \(bodySize) bytes of body"
    }
  }
}

/// The callbacks of curl, which run on the thread of the loop.
enum Callbacks {
  /// For `CURLOPT_DEBUGFUNCTION`.
  static let debug: ccurl_debug_callback = { _, kind, bytes, count, context in
    guard let context else { return 0 }
    recorder(context).log(kind, UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  }

  /// For `CURLOPT_HEADERFUNCTION`.
  static let line: ccurl_bytes_callback = { bytes, size, count, context in
    guard let context else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return recorder(context).takeLine(line) ? line.count : Int(CURL_WRITEFUNC_ERROR)
  }

  /// For `CURLOPT_WRITEFUNCTION`.
  static let body: ccurl_bytes_callback = { bytes, size, count, context in
    guard let context else { return 0 }
    let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return recorder(context).takeBody(piece) ? piece.count : Int(CURL_WRITEFUNC_ERROR)
  }

  private static func recorder(_ context: UnsafeMutableRawPointer) -> Recorder {
    Unmanaged<Recorder>.fromOpaque(context).takeUnretainedValue()
  }
}
