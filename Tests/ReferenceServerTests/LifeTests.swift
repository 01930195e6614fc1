import Testing

@testable import ReferenceServer

@Suite("The server starts, serves many clients, and stops")
struct LifeTests {
  @Test("a port that is in use causes a clear error")
  func portInUse() throws {
    let first = try ReferenceServer()
    defer { first.stop() }
    let error = #expect(throws: ServerError.self) { try ReferenceServer(port: first.port) }
    #expect(error?.description.contains("Port \(first.port) of 127.0.0.1 is in use") == true)
  }

  @Test("stopping closes connections, is idempotent, and frees the port")
  func stop() throws {
    let server = try ReferenceServer()
    let clients = (0..<5).compactMap { _ in RawClient(port: server.port) }
    for client in clients { client.send("GET /v1/models HTTP/1.1\r\n\r\n") }
    for client in clients { #expect(client.read(until: "]}").contains("reference-model")) }
    server.stop()
    server.stop()
    for client in clients { #expect(client.readToEnd() ?? "" == "") }
    try ReferenceServer(port: server.port).stop()
  }

  @Test("a connection serves several requests, also pipelined requests")
  func keepAlive() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let client = try #require(RawClient(port: server.port))
    client.send("GET /v1/models HTTP/1.1\r\n\r\nGET /v1/nothing HTTP/1.1\r\n\r\n")
    let answer = client.read(until: "unknown_url\"}}")
    #expect(answer.contains("HTTP/1.1 200 OK") && answer.contains("HTTP/1.1 404 Not Found"))
  }

  @Test("chunked bodies and `Expect: 100-continue` are supported")
  func bodies() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let client = try #require(RawClient(port: server.port))
    client.send(
      "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
        + "Expect: 100-continue\r\n\r\n")
    #expect(client.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
    for byte in body("Hello").bytes { client.send(Array("1;x=y\r\n".utf8) + [byte, 0x0D, 0x0A]) }
    client.send("0\r\nTrailer: x\r\n\r\n")
    #expect(client.read(until: "}}}").contains("HTTP/1.1 200 OK"))
  }

  @Test("an HTTP/1.0 client receives a stream without chunks, and the connection closes")
  func http10() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let client = try #require(RawClient(port: server.port))
    let body = body("Hello", ["stream": true]).compact
    client.send("POST /v1/chat/completions HTTP/1.0\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
    client.send(body)
    let answer = try #require(client.readToEnd())
    #expect(answer.hasSuffix("\n\ndata: [DONE]\n\n") && !answer.contains("chunked"))
  }

  @Test("64 clients are served at the same time")
  func many() async throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let port = server.port
    let body = weather(["stream": true]).bytes
    let clients = (0..<64).compactMap { _ in RawClient(port: port) }
    let head = "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: \(body.count)\r\n\r\n"
    for client in clients { client.send(Array(head.utf8) + body) }
    for client in clients { #expect(client.read(until: "[DONE]").contains("get_weather")) }
    #expect(clients.count == 64)
  }
}
