/// What is to be sent: everything but the key.
public struct Request: Sendable, Equatable {
  /// The method, in capitals.
  public var method: String
  /// The absolute URL.
  public var url: String
  /// Headers beyond those that the client adds itself.
  public var headers: [Header]
  /// The body, byte for byte.
  public var body: [UInt8]
  /// Whether the target's key goes along.
  public var authorized: Bool
  /// Whether it keeps to HTTP/1.1 where the endpoint speaks HTTP/2 too.
  public var isHTTP11 = false
  /// Bytes with which all is said: an answer that ends with them has little time left to close.
  public var lastWords: [UInt8] = []
  /// How long each phase may last.
  public var deadlines: Deadlines
  /// When it ends in any case, on the clock of ``monotonicMilliseconds()``.
  public var endsAt: Double?
  /// Until when, on the same clock, it may be sent again where it is refused for now; nil for as long as
  /// it takes.
  public var comesAgainUntil: Double?
  /// For how many seconds it is sent again until the endpoint answers it; nil where it is no question of
  /// that.
  public var recovery: Double?
  /// The name of what leaves at the same time; nil where it leaves alone.
  public var group: String?
  /// How much may come back.
  public var limits: Limits

  /// Describes a request, authorized and with the usual bounds unless told otherwise.
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
