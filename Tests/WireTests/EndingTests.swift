import Testing
import Transcripts
import Wire

@Suite("Every outcome is an exchange with an ending", .timeLimit(.minutes(5)))
struct EndingTests {
  @Test("a connection that closes without a response")
  func emptyReply() async throws {
    let exchange = try await LoopbackServer { _, _ in }.exchange()
    #expect(exchange.ending == .truncated)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.status == nil)
    #expect(!exchange.sent.isEmpty)
  }

  @Test(
    "a connection that closes within the body",
    arguments: [
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",
    ])
  func truncatedBody(answer: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.send(answer) }.exchange()
    #expect(exchange.ending == .truncated)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.status == 200)
    #expect(exchange.bodyText == "hello")
    #expect(exchange.receivedText == answer)
  }

  @Test(
    "a connection that closes inside the head",
    arguments: ["HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 20"])
  func truncatedHead(answer: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.send(answer) }.exchange()
    #expect(exchange.ending == .truncated, "\(exchange.endingDetail)")
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.body.isEmpty)
  }

  @Test("a connection that closes after an interim response")
  func onlyInterim() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 100 Continue\r\n\r\n")
    }.exchange()
    #expect(exchange.ending == .truncated)
    #expect(exchange.status == nil)
  }

  @Test("a reset, before and within the response", arguments: ["", "HTTP/1.1 200 OK\r\n\r\nhel"])
  func reset(answer: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send(answer)
      peer.pause(0.1)
      peer.reset()
    }.exchange()
    #expect(exchange.ending == .reset)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.bodyText == (answer.isEmpty ? "" : "hel"))
  }

  @Test(
    "a response that is not HTTP",
    arguments: [
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
      "hello\r\n",
      "HTTP/7.1 200 OK\r\n\r\nhello",
    ])
  func noHTTP(answer: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send(answer)
      peer.waitForClose()
    }.exchange()
    #expect(exchange.ending == .reset, "\(exchange.endingDetail)")
    #expect(!exchange.endingDetail.isEmpty)
  }

  @Test("a port without a listener")
  func refused() async throws {
    let client = try Client(endpoint: "http://127.0.0.1", key: nil)
    let port = try LoopbackServer.deadPort()
    let exchange = await client.perform(Request(url: "http://127.0.0.1:\(port)/"))
    #expect(exchange.ending == .refused)
    #expect(exchange.connection == Connection())
    #expect(exchange.timing.connect == nil)
    #expect(exchange.sent.isEmpty)
  }

  @Test("a host without an address")
  func unresolved() async throws {
    let client = try Client(endpoint: "http://127.0.0.1", key: nil)
    let exchange = await client.perform(Request(url: "http://nothing.invalid/"))
    #expect(exchange.ending == .unresolved)
    #expect(exchange.endingDetail.contains("nothing.invalid"))
  }

  @Test("a server without TLS")
  func plainText() async throws {
    let server = try LoopbackServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n")
    let client = try Client(endpoint: "https://127.0.0.1:\(server.port)", key: nil)
    let exchange = await client.perform(Request(url: "https://127.0.0.1:\(server.port)/"))
    #expect(exchange.ending == .untrusted)
    #expect(exchange.connection.tls == false)
    #expect(exchange.sent.isEmpty)
  }
}
