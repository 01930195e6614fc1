import Testing

@testable import ReferenceServer

@Suite("Hostile clients neither crash nor block the server")
struct HostileTests {
  private let short = Timeouts(
    idle: .milliseconds(300), head: .milliseconds(300), body: .milliseconds(300), sendSeconds: 1)

  private func isAlive(_ server: ReferenceServer) -> Bool {
    exchange(server.port, "GET /v1/models")?.hasPrefix("HTTP/1.1 200") == true
  }

  @Test("a slow client receives status 408 and is disconnected")
  func slow() throws {
    let server = try ReferenceServer(port: 0, key: nil, faults: [], timeouts: short)
    defer { server.stop() }
    let beginnings = [
      "GET /v1/mo", "GET / HTTP/1.1\r\nA: b\r\n",
      "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
    ]
    for beginning in beginnings {
      let client = try #require(RawClient(port: server.port))
      client.send(beginning)
      #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 408 ") == true)
    }
    let idle = try #require(RawClient(port: server.port))
    #expect(idle.readToEnd() == "")
  }

  @Test(
    "invalid requests are refused",
    arguments: [
      ("\u{16}\u{3}\u{1}\u{2}\r\n", 400), ("GET\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400), ("GET / HTTP/1.1\r\n: x\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400),
      ("POST / HTTP/1.1\r\nContent-Length: 8388609\r\n\r\n", 413),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\n", 413),
      ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n", 400),
    ])
  func refused(_ text: String, status: Int) throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let client = try #require(RawClient(port: server.port))
    client.send(text)
    client.finishSending()
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 \(status) ") == true)
    #expect(isAlive(server))
  }

  @Test("an endless head is refused")
  func largeHead() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let client = try #require(RawClient(port: server.port))
    client.send("GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 70_000))
    client.finishSending()
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 431 ") == true)
  }

  @Test("the server survives mutated requests")
  func mutated() throws {
    let server = try ReferenceServer(port: 0, key: nil, faults: [], timeouts: short)
    defer { server.stop() }
    var random = SeededGenerator(state: 1)
    let text = weather(["stream": true]).compact
    let head = "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
    for _ in 0..<150 {
      var bytes = Array((head + text).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = .random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(.random(in: 0...255, using: &random), at: place)
        }
      }
      let client = try #require(RawClient(port: server.port))
      client.send(bytes)
      client.finishSending()
      _ = client.readToEnd()
    }
    #expect(isAlive(server))
  }

  @Test("mutated bodies are answered or refused")
  func mutatedBodies() {
    var random = SeededGenerator(state: 2)
    let tokens = [
      "{", "}", "[", "]", ":", ",", "\"", "null", "-1e999", "0", "\\ud800", "true", "\u{0}",
    ]
    let bodies = [weather(["stream": true]), body("", ["messages": weatherRoundTrip])]
    for _ in 0..<1500 {
      var bytes = bodies[Int.random(in: 0...1, using: &random)].bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
        let token = tokens[Int.random(in: 0..<tokens.count, using: &random)]
        bytes.replaceSubrange(place..<end, with: Array(token.utf8))
      }
      #expect(Endpoint().chat(.raw(bytes)).text.hasPrefix("HTTP/1.1 "))
    }
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(Endpoint().chat(.raw(deep)).text.hasPrefix("HTTP/1.1 400 "))
  }

  @Test("a body of eight megabytes is answered")
  func large() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let text = "The secret word is \"heron\". " + String(repeating: "lorem ipsum ", count: 8_000)
    // The rest is white space, because a prompt larger than the context window is refused.
    let space = [UInt8](repeating: UInt8(ascii: " "), count: 8_200_000)
    let body = body(text + " What is the secret word?").bytes + space
    #expect(body.count > 8_000_000 && body.count <= 8_388_608)
    let answer = exchange(server.port, "POST /v1/chat/completions", body: body)
    #expect(answer?.contains("\"content\":\"heron\"") == true)
  }

  @Test("a prompt larger than the context window is refused, and a large limit is reduced")
  func window() {
    let long = String(repeating: "lorem ipsum ", count: 12_000)
    let refusal = Endpoint().chat(body(long)).text
    #expect(refusal.hasPrefix("HTTP/1.1 400 "))
    #expect(refusal.contains("\"code\":\"context_length_exceeded\""))
    #expect(
      Endpoint().chat(body("Hello", ["max_tokens": 1_000_000])).text.hasPrefix("HTTP/1.1 200 "))
  }
}

/// Random numbers, the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
