/// What is sent: everything but the key.
public struct Request: Sendable, Equatable {
  /// The method, in capitals.
  public var method: String
  /// The absolute URL.
  public var url: String
  /// Headers beyond those that the client adds itself.
  public var headers: [Header]
  /// The body, byte for byte.
  public var body: [UInt8]
  /// Whether the target's key is sent too.
  public var authorized: Bool
  /// Whether it uses HTTP/1.1 even if the endpoint supports HTTP/2.
  public var isHTTP11: Bool

  /// Describes a request, which is authorized by default.
  public init(
    method: String = "GET", url: String, headers: [Header] = [], body: [UInt8] = [],
    authorized: Bool = true, isHTTP11: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.authorized = authorized
    self.isHTTP11 = isHTTP11
  }
}
