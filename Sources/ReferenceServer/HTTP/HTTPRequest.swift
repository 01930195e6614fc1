/// An HTTP request.
struct HTTPRequest: Sendable, Equatable {
  /// The method, as written by the client.
  var method: String
  /// The path, without a query.
  var path: String
  /// Whether the version is HTTP/1.1, not 1.0.
  var isHTTP11 = true
  /// The header lines in their order.
  var headers: [HTTPHeader] = []
  /// The body, without any transfer coding.
  var body: [UInt8] = []

  /// Represents a request that could not be read. No other request can follow on its connection.
  static let unreadable = HTTPRequest(
    method: "GET", path: "/", headers: [HTTPHeader(name: "Connection", value: "close")])

  /// The value of the first header of that name, in any case.
  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as JSON; `null` if it is not valid JSON.
  var document: JSONValue { (try? JSONReader.read(body)) ?? .null }

  /// Whether another request may follow on the same connection.
  var keepsAlive: Bool {
    let wish = self["connection"]?.lowercased() ?? ""
    return isHTTP11 ? !wish.contains("close") : wish.contains("keep-alive")
  }
}
