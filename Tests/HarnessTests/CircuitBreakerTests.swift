import JSONText
import Synchronization
import Testing
import Transcripts

@testable import Harness

@Suite("After four requests that failed in the same way, nothing more is sent")
struct CircuitBreakerTests {
  /// Ends exchanges in turn, and repeats the last ending.
  private final class Endpoint: Sendable {
    private let endings: [(Ending, Timeout.Phase?)]
    private let sent = Mutex(0)

    init(_ endings: [(Ending, Timeout.Phase?)]) { self.endings = endings }

    var requests: Int { sent.withLock { $0 } }

    func sender(maxFailures: Int? = 4) -> Sender {
      Sender(patience: 5, maxFailures: maxFailures, clock: VirtualClock().clock) { request, _ in
        let turn = self.sent.withLock { sent in
          sent += 1
          return sent - 1
        }
        let (ending, phase) = self.endings[min(turn, self.endings.count - 1)]
        var exchange = Exchange(request: request)
        exchange.ending = ending
        exchange.timeout = phase.map { Timeout($0, seconds: 60) }
        if ending == .complete { exchange.status = 200 }
        return exchange
      }
    }
  }

  private static let silence = (Ending.timedOut, Timeout.Phase.firstByte as Timeout.Phase?)
  private static let answer = (Ending.complete, nil as Timeout.Phase?)

  /// Sends requests of cases, which are named by letters, one after the other.
  private func send(
    _ cases: String, by sender: Sender, _ change: (inout Dispatch) -> Void = { _ in }
  ) async {
    for letter in cases {
      var dispatch = Dispatch(Request(url: "http://h/v1/models"))
      change(&dispatch)
      _ = await sender.send(
        dispatch, as: Transcript.Place(testCase: ["id": .string("s/\(letter)")], step: 1, trial: 1),
        to: Target(endpoint: "http://h/v1"))
    }
  }

  @Test(
    "each kind of failure ends the run",
    arguments: [
      (Ending.refused, nil as Timeout.Phase?, TransportFailure.unreachable),
      (.unresolved, nil, .unreachable), (.timedOut, .connect, .unreachable),
      (.reset, nil, .reset), (.truncated, nil, .reset), (.timedOut, .firstByte, .silent),
      (.timedOut, .total, .silent), (.timedOut, .idle, .stalled), (.tooLarge, nil, .endless),
    ])
  func kinds(_ ending: Ending, _ phase: Timeout.Phase?, _ failure: TransportFailure) async {
    let endpoint = Endpoint([Self.answer, (ending, phase)])
    let sender = endpoint.sender()
    await send("abcdefgh", by: sender)
    #expect(endpoint.requests == 5)
    let seen = await sender.repeatedFailure
    #expect(seen?.kind == failure && seen?.requests == 4)
  }

  @Test("twice as many failures of different kinds end the run, too")
  func mixed() async {
    let endpoint = Endpoint([
      Self.answer, Self.silence, (.reset, nil), Self.silence, (.reset, nil), (.refused, nil),
      Self.silence, (.reset, nil), Self.silence, Self.answer,
    ])
    let sender = endpoint.sender()
    await send("abcdefghijklmnop", by: sender)
    #expect(endpoint.requests == 9)
    #expect(await sender.repeatedFailure?.kind == .mixed)
  }

  @Test("an answer in between, and another failure, start the count again")
  func inBetween() async {
    let endpoint = Endpoint([
      Self.silence, Self.silence, Self.silence, Self.answer, Self.silence, Self.silence,
      Self.silence, (.refused, nil), Self.silence, Self.silence, Self.silence, Self.answer,
    ])
    let sender = endpoint.sender()
    await send("abcdefghijklmnop", by: sender)
    #expect(endpoint.requests == 16)
  }

  @Test("a late end of the connection, and our own endings, are no failures")
  func others() async {
    let endings: [(Ending, Timeout.Phase?)] = [
      (.keptOpen, .closing), (.timedOut, .end), (.cancelled, nil),
    ]
    for ending in endings {
      let endpoint = Endpoint([ending])
      await send("abcdefgh", by: endpoint.sender())
      #expect(endpoint.requests == 8, "\(ending)")
    }
  }

  @Test("failures that a case provokes do not count, and do not interrupt the count")
  func provoked() async {
    let endpoint = Endpoint([Self.silence])
    let sender = endpoint.sender()
    await send("abcdefgh", by: sender) { $0.mayFail = true }
    await send("abc", by: sender)
    await send("d", by: sender) { $0.mayFail = true }
    #expect(await sender.repeatedFailure == nil)
    await send("d", by: sender)
    #expect(await sender.repeatedFailure?.requests == 4)
  }

  @Test("a single case never ends the run, and requests that are sent together count once")
  func single() async {
    let slow = Endpoint([Self.silence])
    let sender = slow.sender()
    await send("aaaaaaaa", by: sender)
    #expect(slow.requests == 8)
    await send("b", by: sender)
    #expect(await sender.repeatedFailure != nil)
    let grouped = Endpoint([Self.silence])
    let other = grouped.sender()
    await send("aaaaaaaa", by: other) { $0.group = "s/a" }
    await send("bc", by: other)
    #expect(await other.repeatedFailure == nil)
  }

  @Test("there is no limit with --keep-going, and none while the endpoint becomes ready")
  func unlimited() async {
    let endpoint = Endpoint([Self.silence])
    await send("abcdefgh", by: endpoint.sender(maxFailures: nil))
    let sender = endpoint.sender()
    for letter in "abcdefgh" {
      await send(String(letter), by: sender)
      await sender.restart()
    }
    #expect(endpoint.requests == 16)
  }

  /// Sends requests of cases to an endpoint whose streams fail; capital letters ask for a stream. Returns the
  /// letters that were sent.
  private func sent(
    _ cases: String, _ failure: (Ending, Timeout.Phase?), plainFailsAfter limit: Int = .max
  ) async -> (cases: String, failure: RepeatedFailure?) {
    let sent = Mutex("")
    let sender = Sender(patience: 5, clock: VirtualClock().clock) { request, bounds in
      let letter = request.url.suffix(1)
      let count = sent.withLock { sent in
        sent += letter
        return sent.count
      }
      var exchange = Exchange(request: request)
      exchange.ending = .complete
      exchange.status = 200
      if !bounds.endMarker.isEmpty || count > limit {
        exchange.ending = failure.0
        exchange.timeout = failure.1.map { Timeout($0, seconds: 60) }
        exchange.status = nil
      }
      return exchange
    }
    for letter in cases {
      await send(String(letter), by: sender) {
        $0.request.url = "http://h/\(letter)"
        if letter.isUppercase { $0.bounds.endMarker = Array("[DONE]".utf8) }
      }
    }
    return (sent.withLock { $0 }, await sender.repeatedFailure)
  }

  @Test(
    "if only streams fail, the other requests are sent",
    arguments: ["aAbBcCdDeEfFgG", "aABbCDcdEFGHefg", "aABCbDEFGdef"])
  func streams(_ cases: String) async throws {
    let (sent, failure) = await sent(cases, Self.silence)
    let plain = cases.filter(\.isLowercase)
    #expect(sent.filter(\.isLowercase) == plain)
    #expect(sent.count(where: \.isUppercase) < cases.count(where: \.isUppercase))
    #expect(try #require(failure).concernsStreams && failure?.requests == 4)
    #expect(failure?.what.contains("the last 4 streams got no answer") == true)
  }

  @Test("streams that fail at once are all sent, because this takes no time")
  func quickStreams() async {
    for cases in ["aAbBcCdDeEfFgG", "aABCDEFGHbc"] {
      let (sent, failure) = await sent(cases, (.reset, nil))
      #expect(sent == cases && failure == nil)
    }
  }

  @Test("streams fail first, then the endpoint dies: the run ends")
  func streamsThenAll() async throws {
    let (sent, failure) = await sent("aAbBcCdDefghijkl", Self.silence, plainFailsAfter: 8)
    #expect(sent == "aAbBcCdDefg")
    #expect(try #require(failure).concernsStreams == false)
  }

  @Test("streams that fail while a plain request is in progress do not end the run")
  func slowAnswer() async throws {
    let started = Mutex(false)
    let door = AsyncStream.makeStream(of: Void.self)
    let sender = Sender(patience: 5) { request, bounds in
      var exchange = Exchange(request: request)
      if bounds.endMarker.isEmpty {
        started.withLock { $0 = true }
        for await _ in door.stream { break }
        exchange.ending = Task.isCancelled ? .cancelled : .complete
        exchange.status = 200
      } else {
        exchange.ending = .reset
      }
      return exchange
    }
    async let slow: Void = send("a", by: sender)
    while !started.withLock({ $0 }) { await Task.yield() }
    await send("bcdefgh", by: sender) { $0.bounds.endMarker = Array("[DONE]".utf8) }
    #expect(await sender.repeatedFailure == nil)
    door.continuation.finish()
    await slow
    #expect(await sender.repeatedFailure == nil)
  }

  @Test("a connection that breaks after the beginning of an answer does not count")
  func lateReset() async {
    var exchange = Exchange(request: Request(url: "http://h/"))
    exchange.ending = .reset
    #expect(TransportFailure(of: exchange) == .reset)
    exchange.status = 200
    #expect(TransportFailure(of: exchange) == nil)
  }

  @Test("streams of an endpoint that answers nothing else end the run")
  func onlyStreams() async throws {
    let (sent, failure) = await sent("aABCDEbc", Self.silence)
    #expect(sent == "aABCD")
    #expect(try #require(failure).concernsStreams == false)
  }

  @Test("requests in progress are cancelled")
  func inProgress() async {
    let turns = Mutex(0)
    let sender = Sender(patience: 5) { request, _ in
      let turn = turns.withLock { turns in
        turns += 1
        return turns
      }
      var exchange = Exchange(request: request)
      if turn == 1 {
        try? await Task.sleep(for: .seconds(600))
        exchange.ending = .cancelled
      } else {
        exchange.ending = .refused
      }
      return exchange
    }
    let hanging = Task {
      await sender.send(
        Dispatch(Request(url: "http://h/v1/models")),
        as: Transcript.Place(testCase: ["id": "s/hanging"], step: 1, trial: 1),
        to: Target(endpoint: "http://h/v1"))
    }
    while turns.withLock({ $0 }) == 0 { await Task.yield() }
    await send("abcd", by: sender)
    #expect(await hanging.value?.interruption == .givenUp)
  }

  @Test("the record keeps the failure")
  func kept() throws {
    for failure in TransportFailure.allCases {
      let seen = RepeatedFailure(failure, requests: 4, detail: "no answer within 60 s")
      #expect(RepeatedFailure(kept: seen.json) == seen)
      let streams = RepeatedFailure(failure, requests: 4, concernsStreams: true)
      #expect(RepeatedFailure(kept: streams.json) == streams)
      #expect(streams.what.contains("4 streams") && streams.what != seen.what)
      #expect(seen.what.contains("4") && seen.remedy.last?.contains("--keep-going") == true)
    }
    #expect(RepeatedFailure(kept: ["kind": "unknown"]) == nil)
  }
}
