import Testing
import Transcripts
import Wire

@Suite("A request is sent as the case describes it, or not at all", .timeLimit(.minutes(5)))
struct RequestTests {
  private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  @Test("with only the headers added that HTTP requires")
  func plain() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange()
    let request =
      "GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nAccept: */*\r\n"
      + "User-Agent: conformance\r\n\r\n"
    #expect(server.requests == [request])
    #expect(exchange.sentText == request)
  }

  @Test("with the body unchanged", arguments: ["POST", "PUT", "PATCH", "DELETE", "GET", "QUERY"])
  func body(method: String) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange {
      $0.method = method
      $0.headers = [Header("Content-Type", "application/json")]
      $0.body = Array("{\"a\":\0}".utf8)
    }
    #expect(exchange.ending == .complete)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("\(method) /v1/models HTTP/1.1\r\n"))
    #expect(request.hasSuffix("\r\n\r\n{\"a\":\0}"))
    #expect(request.contains("\r\nContent-Type: application/json\r\n"))
    #expect(request.contains("\r\nContent-Length: 7\r\n"))
    #expect(exchange.sentText == request)
  }

  @Test("with a large body at once, without `Expect: 100-continue`")
  func largeBody() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    let exchange = try await server.exchange {
      $0.method = "POST"
      $0.body = body
    }
    #expect(exchange.ending == .complete)
    #expect(exchange.sent.suffix(body.count).elementsEqual(body))
    #expect(exchange.sentText == server.requests.first)
    #expect(!exchange.sentText.contains("Expect:"))
  }

  @Test(
    "without a body, with the length if the method usually has one",
    arguments: [("POST", true), ("PUT", true), ("DELETE", false), ("OPTIONS", false)])
  func noBody(method: String, statesLength: Bool) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange { $0.method = method }
    #expect(exchange.ending == .complete)
    let request = try #require(server.requests.first)
    #expect(request.hasPrefix("\(method) "))
    #expect(request.contains("\r\nContent-Length: 0\r\n") == statesLength)
    #expect(!request.contains("Content-Type"))
  }

  @Test("with its own headers instead of the default ones, also repeated or empty ones")
  func ownHeaders() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    _ = try await server.exchange {
      $0.headers = [
        Header("user-agent", "mine"), Header("Accept", "text/plain"), Header("X-Twice", "1"),
        Header("X-Twice", "2"), Header("X-Empty", ""),
      ]
    }
    let request = try #require(server.requests.first)
    #expect(
      request.hasSuffix(
        "\r\nuser-agent: mine\r\nAccept: text/plain\r\nX-Twice: 1\r\nX-Twice: 2\r\nX-Empty:\r\n\r\n"
      ), "\(request)")
    #expect(!request.contains("User-Agent"))
    #expect(!request.contains("*/*"))
  }

  @Test("with path, dot segments and query unchanged")
  func target() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    _ = try await server.exchange { $0.url = "\(server.url)/a/../%7Eb//c?q=%20+[]#fragment" }
    #expect(server.requests.first?.hasPrefix("GET /a/../%7Eb//c?q=%20+[] HTTP/1.1\r\n") == true)
  }

  @Test(
    "not with a header that would become several",
    arguments: [
      Header("X", "a\r\nEvil: 1"), Header("X", "a\nEvil: 1"), Header("X", "a\rb"),
      Header("X", "a\0b"), Header("X\r\nEvil", "1"), Header("X:Y", "1"), Header("X;", ""),
      Header("", "1"), Header("X Y", "1"),
    ])
  func unsendableHeader(header: Header) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange { $0.headers = [header] }
    #expect(exchange.ending == .cancelled)
    #expect(exchange.endingDetail.contains(String(reflecting: header.name)))
    #expect(exchange.sent.isEmpty)
    #expect(server.connections == 0)
  }

  @Test("not with a key that would become two headers")
  func unsendableKey() async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange(key: Secret("sk-123456\r\nEvil: 1"))
    #expect(exchange.ending == .cancelled)
    #expect(exchange.endingDetail.contains("\"Authorization\""))
    #expect(!exchange.endingDetail.contains("sk-123456"))
    #expect(server.connections == 0)
  }

  @Test(
    "not with an invalid method", arguments: ["GET /x HTTP/1.1\r\nEvil: 1\r\n", "", "A B"])
  func unsendableMethod(method: String) async throws {
    let server = try LoopbackServer(answering: Self.empty)
    let exchange = try await server.exchange { $0.method = method }
    #expect(exchange.ending == .cancelled)
    #expect(server.connections == 0)
  }

  @Test(
    "not to a URL that is not absolute, not http or has credentials",
    arguments: [
      "", "/v1/models", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://a b/",
      "http://user@127.0.0.1/", "http://:hunter2@127.0.0.1/", "http://127.0.0.1/\0x",
      "http://127.0.0.1/\r\nEvil:1", "http://127.0.0.1:99999/", "http://127.0.0.1\\@other/",
    ])
  func unsendableURL(url: String) async throws {
    let client = try Client(endpoint: "http://127.0.0.1", key: Secret("sk-123456"))
    let exchange = await client.perform(Request(url: url))
    #expect(exchange.ending == .cancelled)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(!exchange.endingDetail.contains("hunter2"))
  }
}
