import Testing
import Transcripts
import Wire

@Suite("No exchange outgrows its deadlines and limits", .timeLimit(.minutes(5)))
struct BoundsTests {
  @Test("an answer that never begins", arguments: [0, 7, 200_000])
  func firstByte(sent: Int) async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(
        bounded: { $0.deadlines = Deadlines(firstByte: 0.4, idle: 0.1, total: 20) },
        {
          $0.method = "POST"
          $0.body = [UInt8](repeating: UInt8(ascii: "x"), count: sent)
        })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail == "no answer within 0.4 s")
    #expect(400..<20_000 ~= exchange.timing.total)
    #expect(!exchange.sent.isEmpty)
    #expect(exchange.connection.remote != nil)
  }

  @Test("a moment at which all ends bounds every phase, and waiting for others too")
  func endsAt() async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: { $0.endsAt = monotonicMilliseconds() + 400 })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail == "not finished when the time for all was over")
    #expect(exchange.timing.total < 20_000)
    let late = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: { $0.endsAt = monotonicMilliseconds() - 1 })
    #expect(late.ending == .timedOut)
  }

  @Test("interim answers only, which do not count as its beginning")
  func interimForever() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      for _ in 1...20 {
        peer.send("HTTP/1.1 102 Processing\r\n\r\n")
        peer.pause(0.1)
      }
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 0.4, idle: 5, total: 20) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail == "no answer within 0.4 s")
  }

  @Test(
    "an answer that stalls, in the body or in the head",
    arguments: ["HTTP/1.1 200 OK\r\n\r\nhello", "HTTP/1.1 200 OK\r\n"])
  func idle(answer: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.pause(0.2)
      peer.send(answer)
      peer.waitForClose()
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 20, idle: 0.6, total: 20) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail == "no further byte of the answer within 0.6 s")
    #expect(800..<20_000 ~= exchange.timing.total)
    #expect(exchange.bodyText == (answer.hasSuffix("hello") ? "hello" : ""))
  }

  @Test("an answer that stays open after its last words")
  func keptOpen() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\ndata: [DONE]\n\n")
      peer.waitForClose()
    }.exchange(bounded: {
      $0.endMarker = Array("[DONE]".utf8)
      $0.deadlines.closing = 0.3
    })
    #expect(exchange.ending == .keptOpen)
    #expect(exchange.endingDetail == "still open 0.3 s after all was said")
    #expect(exchange.bodyText == "data: [DONE]\n\n")
  }

  @Test("an answer that only seems to have said all, and goes on")
  func goesOn() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\nthe end")
      peer.pause(0.1)
      peer.send(" is not yet")
    }.exchange(bounded: { $0.endMarker = Array("the end".utf8) })
    #expect(exchange.ending == .complete)
    #expect(exchange.bodyText == "the end is not yet")
  }

  @Test("an answer that drips for ever")
  func total() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\n")
      for _ in 1...100 {
        peer.send(".")
        peer.pause(0.05)
      }
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 5, idle: 5, total: 0.5) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail == "not finished within 0.5 s")
    #expect(500..<20_000 ~= exchange.timing.total)
    #expect(exchange.body.count > 2)
  }

  @Test("a TLS handshake that never ends")
  func connect() async throws {
    let server = try LoopbackServer.saying("")
    let client = try Client(endpoint: "https://127.0.0.1:\(server.port)", key: nil)
    let exchange = await client.perform(
      Request(url: "https://127.0.0.1:\(server.port)/"),
      within: Bounds(deadlines: Deadlines(connect: 0.4, firstByte: 20, idle: 20, total: 20)))
    #expect(exchange.ending == .timedOut)
    #expect(exchange.endingDetail.hasPrefix("no connection within 0.4 s"))
    #expect(400..<20_000 ~= exchange.timing.total)
  }

  @Test("deadlines that make no sense", arguments: [0, -1, .nan])
  func nonsense(seconds: Double) async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: {
        $0.deadlines = Deadlines(
          connect: seconds, firstByte: seconds, idle: seconds, total: seconds)
      })
    #expect(exchange.ending == .timedOut)
  }

  @Test("deadlines that never come")
  func never() async throws {
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    ).exchange(bounded: {
      $0.deadlines = Deadlines(
        connect: .infinity, firstByte: .infinity, idle: .infinity, total: .infinity)
      $0.limits = Limits(body: .max, headers: .max, line: .max)
    })
    #expect(exchange.ending == .complete)
  }

  @Test(
    "a body beyond the limit, kept up to it",
    arguments: [(999, Ending.tooLarge), (1000, .complete), (0, .tooLarge), (-1, .tooLarge)])
  func body(limit: Int, ending: Ending) async throws {
    let body = String(repeating: "x", count: 1000)
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\(body)"
    ).exchange(bounded: { $0.limits.body = limit })
    #expect(exchange.ending == ending)
    #expect(exchange.body.count == max(0, min(limit, 1000)))
    #expect(exchange.arrivals.map(\.bytes).reduce(0, +) == exchange.body.count)
    if ending == .tooLarge {
      #expect(exchange.endingDetail == "more than \(limit) bytes of body")
    }
  }

  @Test("headers beyond the limit", arguments: [(1, 3000), (500, 2)])
  func headers(count: Int, length: Int) async throws {
    let lines = Self.lines(count, of: length)
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nA: 1\r\n\(lines)Content-Length: 0\r\n\r\n"
    ).exchange(bounded: { $0.limits.headers = 2000 })
    #expect(exchange.ending == .tooLarge)
    #expect(exchange.endingDetail == "more than 2000 bytes of headers")
    #expect(exchange.status == 200)
    #expect(exchange.header("A") == "1")
  }

  @Test("headers beyond what curl can hold", arguments: [(1, 150_000), (20_000, 16)])
  func manyHeaders(count: Int, length: Int) async throws {
    let lines = Self.lines(count, of: length)
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nA: 1\r\n\(lines)Content-Length: 0\r\n\r\n"
    ).exchange(bounded: { $0.limits.headers = 1 << 20 })
    #expect(exchange.ending == .tooLarge, "\(exchange.endingDetail)")
  }

  @Test("framing beyond all reason", arguments: ["5;", "5\r\nhello\r\n0\r\nX: "])
  func framing(start: String) async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      peer.send(start + String(repeating: "x", count: 200_000))
      peer.waitForClose()
    }.exchange(bounded: { $0.limits = Limits(body: 100, headers: 1000, line: 100) })
    #expect(exchange.ending == .tooLarge, "\(exchange.endingDetail)")
    #expect(exchange.received.count < 120_000)
  }

  private static func lines(_ count: Int, of length: Int) -> String {
    String(repeating: "X: \(String(repeating: "x", count: length))\r\n", count: count)
  }
}
