import Testing
import Transcripts
import Wire

@Suite("The key is sent to the endpoint's origin only", .timeLimit(.minutes(5)))
struct KeyTests {
  private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
  private let key = Secret("sk-very-secret-key")

  @Test("authorizes a request, and is masked in the record of it")
  func ownOrigin() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange(
      {
        $0.method = "POST"
        $0.headers = [Header("api-key", "sk-very-secret-key")]
        $0.body = Array("{\"user\":\"sk-very-secret-key\"}".utf8)
      }, key: key)
    let request = try #require(server.requests.first)
    #expect(request.contains("\r\nAuthorization: Bearer sk-very-secret-key\r\n"))
    #expect(!exchange.sentText.contains("sk-very"))
    #expect(exchange.sentText.contains("\r\nAuthorization: Bearer ******************\r\n"))
    #expect(exchange.sent.count == request.utf8.count)
  }

  @Test("is masked in its header even if it is too short to be masked elsewhere")
  func shortKey() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange(
      { $0.headers = [Header("X-Note", "none")] }, key: Secret("none"))
    #expect(exchange.sentText.contains("\r\nAuthorization: Bearer ****\r\n"))
    #expect(exchange.sentText.contains("\r\nX-Note: none\r\n"))
  }

  @Test(
    "of the request's own header is masked too, all but a known scheme",
    arguments: [
      ("Basic b3du", "Basic ****"), ("bearer abc def", "bearer *** ***"), ("abc def", "*** ***"),
      ("Bearer", "******"), ("b3du", "****"),
    ])
  func ownCredentials(_ value: String, _ shown: String) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange(
      { $0.headers = [Header("Authorization", value)] }, key: key)
    #expect(exchange.sentText.contains("\r\nAuthorization: \(shown)\r\n"))
  }

  @Test("is not sent with a request that must not be authorized")
  func unauthorized() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    _ = try await server.exchange({ $0.authorized = false }, key: key)
    #expect(server.requests.first?.contains("Authorization") == false)
  }

  @Test("is replaced by the request's own header", arguments: ["Basic b3du", ""])
  func ownHeader(value: String) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    _ = try await server.exchange({ $0.headers = [Header("authorization", value)] }, key: key)
    let request = try #require(server.requests.first)
    #expect(request.contains("\r\nauthorization:\(value.isEmpty ? "" : " ")\(value)\r\n"))
    #expect(!request.contains("Bearer"))
  }

  @Test("is not sent to another port or host")
  func otherOrigin() async throws {
    let own = try LoopbackServer(answering: Self.empty)
    let other = try LoopbackServer(answering: Self.empty)
    let client = try Client(endpoint: "\(own.url)/v1", key: key)
    for url in ["\(other.url)/v1", "http://localhost:\(own.port)/v1"] {
      _ = await client.perform(Request(url: url))
    }
    _ = await client.perform(Request(url: "HTTP://127.1:\(own.port)/elsewhere"))
    #expect(other.requests.count == 1)
    #expect(own.requests.map { $0.contains("Bearer") } == [false, true])
    #expect(other.requests.map { $0.contains("Bearer") } == [false])
  }

  @Test("does not follow a redirect", arguments: [301, 302, 303, 307, 308])
  func redirect(status: Int) async throws {
    let other = try LoopbackServer(answering: Self.empty)
    let server = try LoopbackServer(
      answering: "HTTP/1.1 \(status) Go\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n")
    let exchange = try await server.exchange(key: key)
    #expect(exchange.ending == .complete)
    #expect(exchange.status == status)
    #expect(other.connections == 0)
    #expect(server.connections == 1)
  }
}
