import Transcripts
import Wire

extension LoopbackServer {
  /// The exchange of one request with this server, by a separate client.
  func exchange(
    _ request: (inout Request) -> Void = { _ in }, key: Secret? = nil
  ) async throws -> Exchange {
    let client = try Client(endpoint: url, key: key)
    defer { client.close() }
    return await client.perform(self.request(request))
  }

  /// The exchange of a request within other bounds than the default ones.
  func exchange(
    bounded change: (inout Bounds) -> Void, _ request: (inout Request) -> Void = { _ in }
  ) async throws -> Exchange {
    let client = try Client(endpoint: url, key: nil)
    defer { client.close() }
    var bounds = Bounds()
    change(&bounds)
    return await client.perform(self.request(request), within: bounds)
  }

  /// Waits until a request was received, and long enough for the response.
  func hasAnswered() async throws {
    while requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    try await Task.sleep(for: .milliseconds(300))
  }

  /// A request to this server.
  func request(_ change: (inout Request) -> Void = { _ in }) -> Request {
    var request = Request(url: "\(url)/v1/models")
    change(&request)
    return request
  }
}

extension Exchange {
  var bodyText: String { String(decoding: body, as: UTF8.self) }
  var receivedText: String { String(decoding: received, as: UTF8.self) }
  var sentText: String { String(decoding: sent, as: UTF8.self) }
  /// Header lines in the form `name: value`.
  var headerLines: [String] { headers.map { "\($0.name): \($0.value)" } }
}
