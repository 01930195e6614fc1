import Synchronization
import Testing
import Transcripts
import Wire

@Suite("A client performs many exchanges at the same time", .timeLimit(.minutes(5)))
struct ClientTests {
  private static let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

  @Test(
    "a request that a kept connection loses is sent again and counted", arguments: [0, 5000])
  func resent(_ size: Int) async throws {
    let server = try LoopbackServer { peer, _ in
      peer.send(Self.hello)
      _ = peer.readRequest()
    }
    let client = try Client(endpoint: server.url, key: nil)
    var request = server.request()
    if size > 0 {
      request.method = "POST"
      request.body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    }
    let first = await client.perform(request)
    let second = await client.perform(request)
    #expect(first.connection.resent == 0 && !first.connection.reused)
    #expect(second.connection.resent == 1 && !second.connection.reused)
    #expect(second.bodyText == "hello" && server.connections == 2)
    // The request that was answered is recorded, and only once.
    #expect(second.sentText == first.sentText)
  }

  @Test("also if many consecutive connections lose it")
  func lostOften() async throws {
    let server = try LoopbackServer { peer, _ in
      peer.pause(0.5)
      peer.send(Self.hello)
      _ = peer.readRequest()
    }
    let client = try Client(endpoint: server.url, key: nil)
    await withTaskGroup(of: Void.self) { group in
      for _ in 1...8 { group.addTask { _ = await client.perform(server.request()) } }
    }
    let last = await client.perform(server.request())
    #expect(last.ending == .complete && last.bodyText == "hello")
    // curl gives up after some, and the client sends it on a new connection.
    #expect(last.connection.resent > 5 && !last.connection.reused)
  }

  @Test("on a connection that stays open")
  func reuse() async throws {
    let server = try LoopbackServer(answering: Self.hello)
    let client = try Client(endpoint: server.url, key: nil)
    let first = await client.perform(server.request())
    let second = await client.perform(server.request())
    #expect(first.connection.reused == false)
    #expect(first.timing.connect != nil)
    #expect(first.connection.remote == "127.0.0.1:\(server.port)")
    #expect(second.connection.reused)
    #expect(second.connection.remote == first.connection.remote)
    #expect(second.timing.dns == nil && second.timing.connect == nil)
    #expect(second.bodyText == "hello")
    #expect(server.connections == 1)
  }

  @Test("and none waits for another")
  func concurrent() async throws {
    let begun = Mutex(0)
    let server = try LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      peer.sendChunk("data: 1\n\n")
      begun.withLock { $0 += 1 }
      // No response ends before all of them have begun; it is incomplete if one has not begun after 60 s.
      for _ in 1...6000 where begun.withLock({ $0 }) < 64 { peer.pause(0.01) }
      guard begun.withLock({ $0 }) == 64 else { return }
      for index in 2...5 { peer.sendChunk("data: \(index)\n\n") }
      peer.send("0\r\n\r\n")
    }
    let client = try Client(endpoint: server.url, key: nil)
    let exchanges = await withTaskGroup(of: Exchange.self) { group in
      for _ in 1...64 { group.addTask { await client.perform(server.request()) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(exchanges.count == 64)
    #expect(exchanges.allSatisfy { $0.ending == .complete && $0.body.count == 45 })
    #expect(server.connections == 64)
  }

  @Test("and does not let interim answers extend the deadlines of others")
  func interimAnswers() async throws {
    let server = try LoopbackServer { peer, _ in
      for _ in 1...200 {
        peer.send("HTTP/1.1 102 Processing\r\n\r\n")
        peer.pause(0.05)
      }
    }
    let client = try Client(endpoint: server.url, key: nil)
    let bounds = Bounds(deadlines: Deadlines(firstByte: 1, idle: 1, total: 1))
    let exchanges = await withTaskGroup(of: Exchange.self) { group in
      for _ in 1...8 { group.addTask { await client.perform(server.request(), within: bounds) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    // If they did, each would wait for up to eight seconds.
    #expect(exchanges.allSatisfy { $0.ending == .timedOut && $0.timing.total < 4000 })
  }

  @Test("and ends one at once when its task is cancelled")
  func cancellation() async throws {
    let server = try LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\nhello")
      peer.waitForClose()
    }
    let client = try Client(endpoint: server.url, key: nil)
    let task = Task { await client.perform(server.request()) }
    try await server.hasAnswered()
    let clock = ContinuousClock()
    let cancelled = clock.now
    task.cancel()
    let exchange = await task.value
    #expect(clock.now - cancelled < .seconds(5))
    #expect(exchange.ending == .cancelled)
    #expect(exchange.bodyText == "hello")
  }

  @Test("and begins none in a cancelled task")
  func cancelledBefore() async throws {
    let server = try LoopbackServer(answering: Self.hello)
    let client = try Client(endpoint: server.url, key: nil)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await client.perform(server.request())
    }
    let exchange = await task.value
    #expect(exchange.ending == .cancelled)
    #expect(server.connections == 0)
  }

  @Test("until it is closed")
  func close() async throws {
    let server = try LoopbackServer { peer, _ in
      peer.send("HTTP/1.1 200 OK\r\n\r\nhello")
      peer.waitForClose()
    }
    let client = try Client(endpoint: server.url, key: nil)
    async let underWay = client.perform(server.request())
    try await server.hasAnswered()
    client.close()
    client.close()
    let exchange = await underWay
    #expect(exchange.ending == .cancelled)
    #expect(!exchange.endingDetail.isEmpty)
    #expect(exchange.bodyText == "hello")
    let late = await client.perform(server.request())
    #expect(late.ending == .cancelled)
    #expect(late.sent.isEmpty)
  }

  @Test("and rejects an invalid endpoint when it is made")
  func badEndpoint() {
    #expect(throws: WireProblem.self) { try Client(endpoint: "https://me@x/", key: nil) }
    #expect(throws: WireProblem.self) { try Client(endpoint: "x/v1", key: nil) }
  }
}
