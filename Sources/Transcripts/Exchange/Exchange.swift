internal import JSONText

/// A request and the exact response, with arrival times.
public struct Exchange: Sendable, Equatable {
  /// The request as specified.
  public var request: Request
  /// How much could come back.
  public var limits: Limits
  /// The bytes that were sent, head and body, with the key masked.
  public var sent: [UInt8] = []
  /// The status of the final answer; nil if there is none.
  public var status: Int?
  /// The HTTP version of the answer: `1.0`, `1.1`, `2` or `3`.
  public var httpVersion: String?
  /// The header lines of the final answer, in order.
  public var headers: [Header] = []
  /// The received bytes: status line, headers, and the body with its transfer framing.
  public var received: [UInt8] = [] {
    didSet {
      // Without the body, which does not change.
      guard case .endOf(let count) = storedBody else { return }
      storedBody = StoredBody(Array(oldValue.suffix(count)), in: received)
    }
  }
  private var storedBody = StoredBody.separate([])
  /// When each part of ``body`` arrived.
  public var arrivals: [Arrival] = []
  /// When each phase ended.
  public var timing = Timing()
  /// The connection that was used.
  public var connection = Connection()
  /// How it ended.
  public var ending: Ending = .complete
  /// The message of the network layer; empty if the exchange is complete.
  public var endingDetail = ""
  /// The deadline that ended the exchange, if any.
  public var timeout: Timeout?
  /// The earlier answers that asked to retry.
  public var refusals: [Refusal] = []

  /// An answer that asked to retry later.
  public struct Refusal: Sendable, Equatable {
    /// Its status.
    public var status: Int
    /// The value of Retry-After, if present.
    public var retryAfter: String?
    /// How many seconds passed before the retry.
    public var waited: Double

    /// Describes such an answer.
    public init(status: Int, retryAfter: String?, waited: Double) {
      self.status = status
      self.retryAfter = retryAfter
      self.waited = waited
    }
  }

  /// The body without transfer framing; content codings are kept.
  public var body: [UInt8] {
    get {
      switch storedBody {
      case .separate(let bytes): bytes
      case .endOf(let count): Array(received.suffix(count))
      }
    }
    set { storedBody = StoredBody(newValue, in: received) }
  }

  /// Takes the received bytes, whose end is the body.
  public mutating func take(_ received: [UInt8], bodySize: Int) {
    storedBody = .separate([])
    self.received = received
    if bodySize > 0 { storedBody = .endOf(bodySize) }
  }

  /// The size of the body in bytes.
  public var bodySize: Int {
    switch storedBody {
    case .separate(let bytes): bytes.count
    case .endOf(let count): count
    }
  }

  /// A body, which most answers contain unchanged at the end of the received bytes: it is not stored twice.
  private enum StoredBody: Sendable, Equatable {
    case separate([UInt8])
    case endOf(Int)

    init(_ bytes: [UInt8], in received: [UInt8]) {
      let isEnd = !bytes.isEmpty && received.suffix(bytes.count).elementsEqual(bytes)
      self = isEnd ? .endOf(bytes.count) : .separate(bytes)
    }
  }

  /// Starts the record of an exchange.
  public init(request: Request, limits: Limits = Limits()) {
    self.request = request
    self.limits = limits
  }

  /// The value of the first header with a name, in any case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The values of all headers with a name; the name must be in lower case, and headers match in
  /// any case.
  func headers(named name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// Whether the body has a coding such as gzip.
  private var isCoded: Bool {
    (headers(named: "content-encoding") + headers(named: "transfer-encoding"))
      .contains { !["", "identity", "chunked"].contains($0.lowercased()) }
  }

  /// The exchange with the key masked in everything that was received, so that it can be stored.
  public func masked(_ key: Secret) -> Exchange {
    var clean = self
    let body = body
    // Mask the raw bytes, and also across the framing of chunks.
    let masked = key.masked(received)
    let framed = FramedBody(in: masked)
    // A compressed body may contain the key where it cannot be masked.
    clean.received =
      isCoded
      ? Array(masked[..<framed.start]) : framed.changing(masked) { key.masked($0) }
    // Asterisks in place of a number would break the JSON around it.
    if !key.isNumber { clean.body = key.masked(body) }
    clean.endingDetail = key.masked(endingDetail)
    for index in clean.refusals.indices {
      clean.refusals[index].retryAfter = clean.refusals[index].retryAfter.map(key.masked)
    }
    return clean
  }
}
