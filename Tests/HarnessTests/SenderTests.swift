import JSONText
import Synchronization
import Testing
import Transcripts

@testable import Harness

@Suite("The sender retries a busy endpoint at the requested time, within limits")
struct SenderTests {
  /// Answers with the statuses in order, and repeats the last status.
  private final class Endpoint: Sendable {
    private let answers: [(Int, String?)]
    private let arrivals = Mutex<[Double]>([])
    private let virtual = VirtualClock()

    init(_ answers: [(Int, String?)]) {
      self.answers = answers
    }

    /// The times of the requests.
    var times: [Double] { arrivals.withLock { $0 } }

    var now: Double { virtual.now }

    /// A sender to this endpoint.
    func sender(_ budget: Budget = Budget(), perMinute: Double? = nil, patience: Double = 5)
      -> Sender
    {
      Sender(budget: budget, perMinute: perMinute, patience: patience, clock: virtual.clock) {
        request, _ in
        let turn = self.arrivals.withLock { arrivals in
          arrivals.append(self.now)
          return arrivals.count - 1
        }
        let (status, retry) = self.answers[min(turn, self.answers.count - 1)]
        var exchange = Exchange(request: request)
        exchange.status = status
        if let retry { exchange.headers = [Header("Retry-After", retry)] }
        return exchange
      }
    }
  }

  private let dispatch = Dispatch(Request(url: "http://h/v1/models"))

  private func send(_ dispatch: Dispatch, by sender: Sender) async -> Exchange? {
    let place = Transcript.Place(testCase: ["id": "s/one"], step: 1, trial: 1)
    return await sender.send(dispatch, as: place, to: Target(endpoint: "http://h/v1"))?.exchange
  }

  private func seconds(_ times: [Double]) -> [Double] {
    zip(times.dropFirst(), times).map { ($0 - $1) / 1000 }
  }

  @Test("it waits for the time in Retry-After, and records the refusals")
  func waits() async {
    let endpoint = Endpoint([(429, "2"), (503, "0.5"), (200, nil)])
    let exchange = await send(dispatch, by: endpoint.sender())
    #expect(exchange?.status == 200)
    #expect(exchange?.refusals.map(\.status) == [429, 503])
    #expect(exchange?.refusals.map(\.retryAfter) == ["2", "0.5"])
    #expect(exchange?.refusals.map(\.waited) == [2, 0.5])
    #expect(seconds(endpoint.times) == [2, 0.5])
  }

  @Test("it does not start a wait that ends after the time for retries")
  func until() async {
    let endpoint = Endpoint([(503, "1"), (200, nil)])
    var dispatch = dispatch
    dispatch.retryUntil = endpoint.now + 300
    #expect(await send(dispatch, by: endpoint.sender())?.status == 503)
    #expect(endpoint.times.count == 1)
  }

  @Test("it does not start a wait that is longer than its patience")
  func patience() async {
    let endpoint = Endpoint([(429, "60"), (200, nil)])
    #expect(await send(dispatch, by: endpoint.sender(patience: 5))?.status == 429)
    #expect(endpoint.times.count == 1)
    let patient = Endpoint([(429, "60"), (200, nil)])
    #expect(await send(dispatch, by: patient.sender(patience: 60))?.status == 200)
  }

  @Test("it does not start a wait that exceeds the time of the budget")
  func budgetTime() async {
    var budget = Budget()
    budget.seconds = 10
    let endpoint = Endpoint([(429, "9"), (429, "2"), (200, nil)])
    #expect(await send(dispatch, by: endpoint.sender(budget, patience: 100))?.status == 429)
    #expect(seconds(endpoint.times) == [9])
  }

  @Test("it does not send a retry that exceeds the budget")
  func budgetRequests() async {
    var budget = Budget()
    budget.requests = 2
    let endpoint = Endpoint([(429, "0"), (429, "0"), (200, nil)])
    let sender = endpoint.sender(budget, patience: 100)
    #expect(await send(dispatch, by: sender)?.status == 429)
    #expect(endpoint.times.count == 2)
    #expect(await sender.isExhausted)
  }

  @Test("a retry costs a request, but no tokens")
  func price() async {
    var budget = Budget()
    (budget.requests, budget.tokens) = (2, 200)
    let chat = Dispatch(
      Request(method: "POST", url: "http://h/v1", body: Array(#"{"max_tokens":150}"#.utf8)))
    let endpoint = Endpoint([(429, "0"), (200, nil)])
    let sender = endpoint.sender(budget)
    #expect(await send(chat, by: sender)?.status == 200)
    #expect(await send(chat, by: sender) == nil)
  }

  @Test("retries while the endpoint becomes ready cost nothing")
  func becomesReady() async {
    var budget = Budget()
    budget.requests = 2
    let endpoint = Endpoint([(503, "1"), (200, nil)])
    let sender = endpoint.sender(budget)
    var first = dispatch
    first.retryUntil = endpoint.now + 10_000
    #expect(await send(first, by: sender)?.status == 200)
    #expect(await send(dispatch, by: sender)?.status == 200)
    #expect(await send(dispatch, by: sender) == nil)
  }

  @Test("one refusal delays all requests")
  func together() async {
    let endpoint = Endpoint([(429, "3"), (200, nil)])
    let sender = endpoint.sender()
    async let first = send(dispatch, by: sender)
    async let second = send(dispatch, by: sender)
    _ = await (first, second)
    let times = endpoint.times.sorted()
    // The second request may be sent before the first is refused.
    #expect(times.count == 3 && times[2] - times[0] >= 3000)
    #expect(times[1] == times[0] || times[1] - times[0] >= 3000)
  }

  @Test("the number of retries is limited")
  func alwaysBusy() async {
    let endpoint = Endpoint([(503, "0")])
    #expect(await send(dispatch, by: endpoint.sender())?.status == 503)
    #expect(endpoint.times.count == 7)
  }

  @Test("without Retry-After, the waits double, and there are three retries")
  func withoutHint() async {
    let endpoint = Endpoint([(503, nil)])
    #expect(await send(dispatch, by: endpoint.sender(patience: 100))?.status == 503)
    #expect(seconds(endpoint.times) == [1, 2, 4])
  }

  @Test("after three requests with all retries refused, nothing is retried")
  func givesUp() async {
    let endpoint = Endpoint([(429, "0")])
    let sender = endpoint.sender()
    for _ in 0..<10 { _ = await send(dispatch, by: sender) }
    #expect(endpoint.times.count == 3 * 7 + 7)
  }

  @Test("a request whose turn is after the end of the budget is not sent")
  func late() async throws {
    let endpoint = Endpoint([(200, nil)])
    var budget = Budget()
    budget.seconds = 30
    let sender = endpoint.sender(budget, perMinute: 1)
    _ = await send(dispatch, by: sender)
    let began = endpoint.now
    let place = Transcript.Place(testCase: ["id": "s/one"], step: 1, trial: 1)
    let second = try #require(
      await sender.send(dispatch, as: place, to: Target(endpoint: "http://h/v1")))
    #expect(second.exchange.ending == .timedOut && second.interruption == .outOfTime)
    #expect(endpoint.times.count == 1)
    // Its turn would be after a minute; the budget ends after half of it.
    #expect(endpoint.now - began == 30_000)
  }

  @Test("the number of requests per minute is limited")
  func rate() async {
    let endpoint = Endpoint([(200, nil)])
    let sender = endpoint.sender(perMinute: 60)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 { group.addTask { _ = await send(dispatch, by: sender) } }
    }
    #expect(seconds(endpoint.times.sorted()) == [1, 1, 1, 1])
  }

  @Test("the requests of a group are sent together, regardless of the limit")
  func grouped() async {
    let endpoint = Endpoint([(200, nil)])
    let sender = endpoint.sender(perMinute: 60)
    var member = dispatch
    member.group = "s/together"
    await withTaskGroup(of: Void.self) { [member] group in
      for _ in 0..<4 { group.addTask { _ = await send(member, by: sender) } }
    }
    #expect(seconds(endpoint.times) == [0, 0, 0])
    // The next request waits for the intervals of all of them.
    _ = await send(dispatch, by: sender)
    #expect(endpoint.times[4] - endpoint.times[0] == 4000)
  }

  @Test("requests that were refused together are not retried together")
  func spreadRetries() async {
    let endpoint = Endpoint(Array(repeating: (429, "2"), count: 4) + [(200, nil)])
    let sender = endpoint.sender()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { _ = await send(dispatch, by: sender) } }
    }
    let retried = endpoint.times.sorted().suffix(4)
    #expect(zip(retried.dropFirst(), retried).allSatisfy { $0 - $1 >= 100 })
  }

  @Test("a single refusal slows down a little, repeated refusals slow down more")
  func pace() async {
    let single = Endpoint([(429, "1")] + Array(repeating: (200, nil), count: 30))
    let sender = single.sender(patience: 60)
    _ = await send(dispatch, by: sender)
    #expect(await sender.limiter.spacing == 100)
    for _ in 0..<25 { _ = await send(dispatch, by: sender) }
    #expect(await sender.limiter.spacing == 0)
    let strict = Endpoint([(429, "1"), (200, nil), (429, "1"), (200, nil)])
    let slowed = strict.sender(patience: 60)
    for _ in 0..<2 { _ = await send(dispatch, by: slowed) }
    #expect(await slowed.limiter.spacing == 400)
  }

  @Test("other statuses are not retried", arguments: [200, 400, 404, 500, 502])
  func others(_ status: Int) async {
    let endpoint = Endpoint([(status, "5")])
    #expect(await send(dispatch, by: endpoint.sender(patience: 50))?.refusals == [])
    #expect(endpoint.times.count == 1)
  }

  @Test("a request that waits for recovery is retried after any server error")
  func recovery() async {
    let endpoint = Endpoint([(502, nil), (500, nil), (200, nil)])
    var dispatch = dispatch
    dispatch.recovery = 60
    #expect(await send(dispatch, by: endpoint.sender())?.status == 200)
    #expect(seconds(endpoint.times) == [1, 2])
  }

  @Test("Retry-After can be a date; an invalid value is ignored")
  func dates() async {
    let past = Endpoint([(429, "Wed, 21 Oct 2015 07:28:00 GMT"), (200, nil)])
    #expect(await send(dispatch, by: past.sender())?.status == 200)
    let far = Endpoint([(429, "Wed, 21 Oct 2099 07:28:00 GMT"), (200, nil)])
    #expect(await send(dispatch, by: far.sender())?.status == 429)
    let odd = Endpoint([(429, "soon"), (200, nil)])
    #expect(await send(dispatch, by: odd.sender())?.status == 200)
    #expect(seconds(odd.times) == [1])
  }
}
