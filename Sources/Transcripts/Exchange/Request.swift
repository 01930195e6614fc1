/// A request without the key.
public struct Request: Sendable, Equatable {
  /// The method in capitals.
  public var method: String
  /// The absolute URL.
  public var url: String
  /// Headers in addition to those of the client.
  public var headers: [Header]
  /// The body, byte for byte.
  public var body: [UInt8]
  /// Whether the target's key is sent.
  public var authorized: Bool
  /// Whether HTTP/1.1 is used even if the endpoint supports HTTP/2.
  public var isHTTP11 = false
  /// The end marker: an answer that ends with these bytes has ``Deadlines/closing`` to close.
  public var lastWords: [UInt8] = []
  /// The maximum duration of each phase.
  public var deadlines: Deadlines
  /// The latest end of the exchange on the clock of ``monotonicMilliseconds()``.
  public var endsAt: Double?
  /// The time until which a refused request may be retried, on the same clock; nil for no limit.
  public var comesAgainUntil: Double?
  /// For how many seconds the request is retried until the endpoint recovers; nil for no such
  /// retries.
  public var recovery: Double?
  /// The name of a group of requests that are sent at the same time; nil for a single request.
  public var group: String?
  /// The maximum size of the answer.
  public var limits: Limits

  /// Describes a request; the default is authorized with the default limits.
  public init(
    method: String = "GET", url: String, headers: [Header] = [], body: [UInt8] = [],
    authorized: Bool = true, deadlines: Deadlines = Deadlines(), limits: Limits = Limits()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.authorized = authorized
    self.deadlines = deadlines
    self.limits = limits
  }
}
