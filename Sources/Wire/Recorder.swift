internal import CCurl
internal import Transcripts

/// Writes down what curl sends and receives, as it happens, on the loop's thread.
final class Recorder {
  /// The exchange's own clock.
  let clock = Clock()
  /// The bytes that left.
  private(set) var sent: [UInt8] = []
  /// Where in ``sent`` a request's head begins; more than one when curl had to try again.
  private(set) var heads: [Int] = []
  /// The bytes that came, as they came.
  private(set) var received: [UInt8] = []
  /// The body without transfer framing.
  private(set) var body: [UInt8] = []
  /// When which part of the body came.
  private(set) var arrivals: [Arrival] = []
  /// The head of the final answer so far.
  private(set) var head = AnswerHead()
  /// When the final answer's first line came.
  private(set) var firstAt: Double?
  /// When the latest byte of the final answer came.
  private(set) var lastAt: Double?
  /// Which limit the answer broke.
  private(set) var excess: String?

  private let limits: Limits
  private let receivedLimit: Int
  private var headerBytes = 0
  private var segments = 0
  private var segmentOfLastArrival = -1
  private var wasSendingHead = false

  /// Starts the clock.
  init(limits: Limits) {
    self.limits = limits
    // Framing is not body, but must not grow without bound either.
    let (body, headers) = (min(max(0, limits.body), 1 << 40), min(max(0, limits.headers), 1 << 40))
    receivedLimit = headers + 2 * body + 65_536
  }

  /// The request as it was sent last, without what opened a tunnel for it or was lost before.
  var lastSent: [UInt8] { Array(sent[(heads.last ?? 0)...]) }

  /// How often curl sent the request again; what opens a tunnel is no request of ours.
  var resent: Int {
    let requests = heads.filter { !sent[$0...].starts(with: "CONNECT ".utf8) }
    return max(0, requests.count - 1)
  }

  /// Takes what curl logs.
  func log(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
    switch kind {
    case CURLINFO_HEADER_OUT:
      // A retry without a body, and a request through a tunnel, follow a head at once.
      if !wasSendingHead || sent.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        heads.append(sent.count)
      }
      sent.append(contentsOf: bytes)
      wasSendingHead = true
    case CURLINFO_DATA_OUT:
      sent.append(contentsOf: bytes)
      wasSendingHead = false
    case CURLINFO_HEADER_IN where head.isWhole && bytes.count > 2:
      // HTTP/2 trailers. The lines of a head are logged with gaps, so ``takeLine`` keeps them.
      keepReceived(bytes)
    case CURLINFO_DATA_IN:
      segments += 1
      lastAt = clock.elapsed
      keepReceived(bytes)
    default:
      break
    }
  }

  /// Takes one header line; false asks curl to stop.
  func takeLine(_ line: UnsafeRawBufferPointer) -> Bool {
    if !head.isWhole { keepReceived(line) }
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

  /// Takes decoded bytes of the body; false asks curl to stop.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let kept = bytes.prefix(max(0, limits.body - body.count))
    body.append(contentsOf: kept)
    // What one read brought arrived together, whatever chunks it is framed in.
    if segmentOfLastArrival == segments, let last = arrivals.indices.last {
      arrivals[last].bytes += kept.count
    } else if !kept.isEmpty {
      arrivals.append(Arrival(at: clock.elapsed, bytes: kept.count))
      segmentOfLastArrival = segments
    }
    if kept.count < bytes.count { excess = excess ?? "more than \(limits.body) bytes of body" }
    return excess == nil
  }

  /// Whether the body ends with some words, white space aside.
  func ends(with words: [UInt8]) -> Bool {
    guard !words.isEmpty else { return false }
    let tail = body.suffix(words.count + Self.mostWhiteSpace)
    guard let end = tail.lastIndex(where: { !" \r\n".utf8.contains($0) }) else { return false }
    return tail[...end].suffix(words.count).elementsEqual(words)
  }

  /// As much white space as may follow the last words.
  private static let mostWhiteSpace = 16

  private func keepReceived(_ bytes: UnsafeRawBufferPointer) {
    guard excess == nil else { return }
    received.append(contentsOf: bytes)
    if received.count > receivedLimit {
      excess = "too much transfer framing around \(body.count) bytes of body"
    }
  }
}

/// What curl calls; functions of no actor, for they run on the loop's thread.
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
