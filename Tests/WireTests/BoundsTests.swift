import Testing
import Transcripts
import Wire

@Suite("Every exchange stays within its deadlines and limits", .timeLimit(.minutes(5)))
struct BoundsTests {
  /// The time in which an exchange must end that goes past a deadline, in milliseconds: not before the deadline,
  /// and before ten times of it.
  ///
  /// The client sleeps until the deadline, so only a busy machine can delay it. How busy it is shows in the
  /// time of a trivial exchange, of which ten times are added. A deadline that is missed would end after 20 s.
  private func span(of seconds: Double) async throws -> Range<Double> {
    let trivial = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    ).exchange()
    let deadline = seconds * 1000
    return deadline..<10 * (deadline + trivial.timing.total)
  }

  @Test("a response that never begins", arguments: [0, 7, 200_000])
  func firstByte(sent: Int) async throws {
    let span = try await span(of: 0.4)
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(
        bounded: { $0.deadlines = Deadlines(firstByte: 0.4, idle: 0.1, total: 20) },
        {
          $0.method = "POST"
          $0.body = [UInt8](repeating: UInt8(ascii: "x"), count: sent)
        })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.firstByte, seconds: 0.4))
    #expect(span.contains(exchange.timing.total), "\(exchange.timing.total) ms, \(span)")
    #expect(!exchange.sent.isEmpty)
    #expect(exchange.connection.remote != nil)
  }

  @Test("the end of the run bounds every phase, and waiting for other exchanges too")
  func endsAt() async throws {
    let span = try await span(of: 0.4)
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: { $0.endsAt = monotonicMilliseconds() + 400 })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.end, seconds: nil))
    #expect(exchange.timing.total < span.upperBound, "\(exchange.timing.total) ms, \(span)")
    let late = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: { $0.endsAt = monotonicMilliseconds() - 1 })
    #expect(late.ending == .timedOut)
  }

  @Test("interim responses only, which do not count as the first byte")
  func interimForever() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      for _ in 1...20 {
        peer.send("HTTP/1.1 102 Processing\r\n\r\n")
        peer.pause(0.1)
      }
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 0.4, idle: 5, total: 20) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.firstByte, seconds: 0.4))
  }

  @Test(
    "a response that stalls, in the body or in the head",
    arguments: ["HTTP/1.1 200 OK\r\n\r\nhello", "HTTP/1.1 200 OK\r\n"])
  func idle(answer: String) async throws {
    // The pause before the response is not part of the deadline.
    let span = try await span(of: 0.8)
    let exchange = try await LoopbackServer { peer, _ in
      peer.pause(0.2)
      peer.send(answer)
      peer.waitForClose()
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 20, idle: 0.6, total: 20) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.idle, seconds: 0.6))
    #expect(span.contains(exchange.timing.total), "\(exchange.timing.total) ms, \(span)")
    #expect(exchange.bodyText == (answer.hasSuffix("hello") ? "hello" : ""))
  }

  @Test("a response that stays open after its last words")
  func keptOpen() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\ndata: [DONE]\n\n")
      peer.waitForClose()
    }.exchange(bounded: {
      $0.endMarker = Array("[DONE]".utf8)
      $0.deadlines.closing = 0.3
    })
    #expect(exchange.ending == .keptOpen)
    #expect(exchange.timeout == Timeout(.closing, seconds: 0.3))
    #expect(exchange.bodyText == "data: [DONE]\n\n")
  }

  @Test("a response that continues after its expected last words")
  func goesOn() async throws {
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\nthe end")
      peer.pause(0.1)
      peer.send(" is not yet")
    }.exchange(bounded: { $0.endMarker = Array("the end".utf8) })
    #expect(exchange.ending == .complete)
    #expect(exchange.bodyText == "the end is not yet")
  }

  @Test("a response that drips without end")
  func total() async throws {
    let span = try await span(of: 0.5)
    let exchange = try await LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\n")
      for _ in 1...100 {
        peer.send(".")
        peer.pause(0.05)
      }
    }.exchange(bounded: { $0.deadlines = Deadlines(firstByte: 5, idle: 5, total: 0.5) })
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.total, seconds: 0.5))
    #expect(span.contains(exchange.timing.total), "\(exchange.timing.total) ms, \(span)")
    #expect(exchange.body.count > 2)
  }

  @Test("a TLS handshake that never ends")
  func connect() async throws {
    let span = try await span(of: 0.4)
    let server = try LoopbackServer.greeting("")
    let client = try Client(endpoint: "https://127.0.0.1:\(server.port)", key: nil)
    let exchange = await client.perform(
      Request(url: "https://127.0.0.1:\(server.port)/"),
      within: Bounds(deadlines: Deadlines(connect: 0.4, firstByte: 20, idle: 20, total: 20)))
    #expect(exchange.ending == .timedOut)
    #expect(exchange.timeout == Timeout(.connect, seconds: 0.4))
    #expect(span.contains(exchange.timing.total), "\(exchange.timing.total) ms, \(span)")
  }

  @Test("invalid deadlines, which count as none left", arguments: [0, -1, .nan])
  func nonsense(seconds: Double) async throws {
    let exchange = try await LoopbackServer { peer, _ in peer.waitForClose() }
      .exchange(bounded: {
        $0.deadlines = Deadlines(
          connect: seconds, firstByte: seconds, idle: seconds, total: seconds)
      })
    #expect(exchange.ending == .timedOut)
  }

  @Test("infinite deadlines and limits")
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
    "a body beyond the limit, kept up to the limit",
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
      #expect(exchange.endingDetail.contains("\(limit)"))
    }
  }

  @Test("headers beyond the limit", arguments: [(1, 3000), (500, 2)])
  func headers(count: Int, length: Int) async throws {
    let lines = Self.lines(count, of: length)
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nA: 1\r\n\(lines)Content-Length: 0\r\n\r\n"
    ).exchange(bounded: { $0.limits.headers = 2000 })
    #expect(exchange.ending == .tooLarge)
    #expect(exchange.endingDetail.contains("2000"))
    #expect(exchange.status == 200)
    #expect(exchange.header("A") == "1")
  }

  @Test("headers beyond the limits of curl", arguments: [(1, 150_000), (20_000, 16)])
  func manyHeaders(count: Int, length: Int) async throws {
    let lines = Self.lines(count, of: length)
    let exchange = try await LoopbackServer(
      answering: "HTTP/1.1 200 OK\r\nA: 1\r\n\(lines)Content-Length: 0\r\n\r\n"
    ).exchange(bounded: { $0.limits.headers = 1 << 20 })
    #expect(exchange.ending == .tooLarge, "\(exchange.endingDetail)")
  }

  @Test("framing that never ends", arguments: ["5;", "5\r\nhello\r\n0\r\nX: "])
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
