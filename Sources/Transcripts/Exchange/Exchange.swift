/// What was sent and exactly what came back, with arrival times.
public struct Exchange: Sendable, Equatable {
  /// What was asked to be sent.
  public var request: Request
  /// How much could come back.
  public var limits: Limits
  /// The bytes that left, head and body, with the key masked.
  public var sent: [UInt8] = []
  /// The status of the final answer; nil when none arrived.
  public var status: Int?
  /// The protocol of the answer: `1.0`, `1.1`, `2` or `3`.
  public var httpVersion: String?
  /// The header lines of the final answer, in order.
  public var headers: [Header] = []
  /// The answer as received: status line, headers, body with its transfer framing.
  public var received: [UInt8] = []
  /// The body without transfer framing; content codings stay.
  public var body: [UInt8] = []
  /// When which part of ``body`` arrived.
  public var arrivals: [Arrival] = []
  /// When each phase ended.
  public var timing = Timing()
  /// Over what it travelled.
  public var connection = Connection()
  /// How it ended.
  public var ending: Ending = .complete
  /// The ending in the words of the network layer; empty when complete.
  public var endingDetail = ""
  /// The deadline that ended it, if one did.
  public var timeout: Timeout?
  /// How often the endpoint said before that it had no time.
  public var refusals: [Refusal] = []

  /// An answer that said to come again.
  public struct Refusal: Sendable, Equatable {
    /// Its status.
    public var status: Int
    /// The header Retry-After, if it had one.
    public var retryAfter: String?
    /// For how many seconds it was waited.
    public var waited: Double

    /// Notes such an answer.
    public init(status: Int, retryAfter: String?, waited: Double) {
      self.status = status
      self.retryAfter = retryAfter
      self.waited = waited
    }
  }

  /// Starts the record of a request's exchange.
  public init(request: Request, limits: Limits = Limits()) {
    self.request = request
    self.limits = limits
  }

  /// The value of the first header of that name, in any case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The values of all headers of that name, in lower case, whatever case they were sent in.
  func headers(named name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// Whether the body came in a coding, such as gzip.
  private var isCoded: Bool {
    (headers(named: "content-encoding") + headers(named: "transfer-encoding"))
      .contains { !["", "identity", "chunked"].contains($0.lowercased()) }
  }

  /// The exchange as it may be kept: with the key masked in all that came back.
  public func masked(_ key: Secret) -> Exchange {
    var clean = self
    // As it came, and across the framing of its chunks.
    let whole = key.masked(received)
    let framed = FramedBody(in: whole)
    // What is compressed may hold it where nobody can mask it.
    clean.received =
      isCoded
      ? Array(whole[..<framed.start]) : framed.changing(whole) { key.masked($0) }
    // Asterisks in place of the digits of a number would break the JSON around it.
    if !key.isNumber { clean.body = key.masked(body) }
    clean.endingDetail = key.masked(endingDetail)
    for index in clean.refusals.indices {
      clean.refusals[index].retryAfter = clean.refusals[index].retryAfter.map(key.masked)
    }
    return clean
  }
}
