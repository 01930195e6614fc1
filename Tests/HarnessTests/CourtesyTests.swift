import Synchronization
import Testing
import Transcripts

@testable import Harness

@Suite("An endpoint that has no time is asked again when it says, and no longer than is worth it")
struct CourtesyTests {
  /// Answers with some statuses in turn, the last of them for ever.
  private final class Endpoint: Sendable {
    private let answers: [(Int, String?)]
    private let asked = Mutex<[Double]>([])

    init(_ answers: [(Int, String?)]) {
      self.answers = answers
    }

    var times: [Double] { asked.withLock { $0 } }

    func answer(_ request: Request) -> Exchange {
      let turn = asked.withLock { asked in
        asked.append(monotonicMilliseconds())
        return asked.count - 1
      }
      let (status, retry) = answers[min(turn, answers.count - 1)]
      var exchange = Exchange(request: request)
      exchange.status = status
      if let retry { exchange.headers = [Header("Retry-After", retry)] }
      return exchange
    }
  }

  private let request = Request(url: "http://h/v1/models")

  @Test("it waits as long as Retry-After says, and tells how often")
  func waits() async {
    let endpoint = Endpoint([(429, "0.2"), (503, "0.1"), (200, nil)])
    let courtesy = Courtesy(patience: 5) { endpoint.answer($0) }
    let exchange = await courtesy.perform(request)
    #expect(exchange.status == 200)
    #expect(exchange.refusals.map(\.status) == [429, 503])
    #expect(exchange.refusals.map(\.retryAfter) == ["0.2", "0.1"])
    let times = endpoint.times
    #expect(times.count == 3)
    #expect(times[1] - times[0] >= 199)
    #expect(times[2] - times[1] >= 99)
  }

  @Test("nor one that ends after the request may come again")
  func until() async {
    let endpoint = Endpoint([(503, "1"), (200, nil)])
    var request = request
    request.comesAgainUntil = monotonicMilliseconds() + 300
    let courtesy = Courtesy(patience: 5) { endpoint.answer($0) }
    #expect(await courtesy.perform(request).status == 503)
    #expect(endpoint.times.count == 1)
  }

  @Test("a wait that is longer than its patience, or than the budget, is not begun")
  func patience() async {
    let endpoint = Endpoint([(429, "60"), (200, nil)])
    let exchange = await Courtesy(patience: 5) { endpoint.answer($0) }.perform(request)
    #expect(exchange.status == 429)
    #expect(endpoint.times.count == 1)

    var budget = Budget()
    budget.requests = 1
    let spending = Spending(budget)
    #expect(await spending.pay(for: request) != nil)
    let other = Endpoint([(429, "0"), (200, nil)])
    let poor = Courtesy(patience: 100, spending: spending) { other.answer($0) }
    #expect(await poor.perform(request).status == 429)
    #expect(other.times.count == 1)

    var late = request
    late.endsAt = monotonicMilliseconds() + 500
    let third = Endpoint([(429, "2"), (200, nil)])
    let hurried = Courtesy(patience: 100) { third.answer($0) }
    #expect(await hurried.perform(late).status == 429)
    #expect(third.times.count == 1 && monotonicMilliseconds() < late.endsAt ?? 0)
  }

  @Test("what all were told, all keep to")
  func together() async {
    let endpoint = Endpoint([(429, "0.3"), (200, nil)])
    let courtesy = Courtesy(patience: 5) { endpoint.answer($0) }
    async let first = courtesy.perform(request)
    try? await Task.sleep(for: .milliseconds(50))
    async let second = courtesy.perform(request)
    _ = await (first, second)
    let times = endpoint.times
    #expect(times.count == 3)
    #expect(times[1] - times[0] >= 299 && times[2] - times[0] >= 299)
  }

  @Test("one that never has time is not asked for ever")
  func hopeless() async {
    let endpoint = Endpoint([(503, "0")])
    let exchange = await Courtesy(patience: 5) { endpoint.answer($0) }.perform(request)
    #expect(exchange.status == 503)
    #expect(endpoint.times.count == 7)
  }

  @Test("nor is one that always names a time, however many requests there are")
  func permanent() async {
    let endpoint = Endpoint([(429, "0")])
    let courtesy = Courtesy(patience: 5) { endpoint.answer($0) }
    for _ in 0..<10 { _ = await courtesy.perform(request) }
    #expect(endpoint.times.count == 3 * 7 + 7)
  }

  @Test("what would be sent when the time for all is over is not sent")
  func late() async {
    let endpoint = Endpoint([(200, nil)])
    let courtesy = Courtesy(perMinute: 1, patience: 100) { endpoint.answer($0) }
    _ = await courtesy.perform(request)
    var request = request
    request.endsAt = monotonicMilliseconds() + 1000
    let second = await courtesy.perform(request)
    #expect(second.ending == .timedOut && endpoint.times.count == 1)
    // Its turn would have come after a minute.
    #expect(monotonicMilliseconds() - (request.endsAt ?? 0) < 55_000)
  }

  @Test("sending again costs a request, and no tokens that nobody used")
  func price() async {
    var budget = Budget()
    (budget.requests, budget.tokens) = (2, 200)
    let spending = Spending(budget)
    let chat = Request(method: "POST", url: "http://h/v1", body: Array(#"{"max_tokens":150}"#.utf8))
    let endpoint = Endpoint([(429, "0"), (200, nil)])
    #expect(await spending.pay(for: chat) != nil)
    let answer = await Courtesy(patience: 5, spending: spending) { endpoint.answer($0) }
      .perform(chat)
    #expect(answer.status == 200)
    #expect(await spending.payAgain() == false)
  }

  @Test("no more requests a minute than it was told")
  func rate() async {
    let endpoint = Endpoint([(200, nil)])
    let courtesy = Courtesy(perMinute: 600, patience: 5) { endpoint.answer($0) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 { group.addTask { _ = await courtesy.perform(request) } }
    }
    let times = endpoint.times.sorted()
    #expect(zip(times.dropFirst(), times).allSatisfy { $0 - $1 >= 95 })
  }

  @Test("what is to leave together does, however few a minute may leave")
  func grouped() async {
    let endpoint = Endpoint([(200, nil)])
    let courtesy = Courtesy(perMinute: 60, patience: 5) { endpoint.answer($0) }
    var member = request
    member.group = "s/together"
    await withTaskGroup(of: Void.self) { [member] group in
      for _ in 0..<4 { group.addTask { _ = await courtesy.perform(member) } }
    }
    let times = endpoint.times.sorted()
    #expect(times.count == 4 && times[3] - times[0] < 500)
    // What comes after keeps its distance from all of them.
    _ = await courtesy.perform(request)
    #expect(endpoint.times[4] - times[0] >= 3500)
  }

  @Test("those that were refused together do not come back together")
  func herd() async {
    let endpoint = Endpoint(Array(repeating: (429, "0.2"), count: 4) + [(200, nil)])
    let courtesy = Courtesy(patience: 5) { endpoint.answer($0) }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { _ = await courtesy.perform(request) } }
    }
    let returned = endpoint.times.sorted().suffix(4)
    #expect(zip(returned.dropFirst(), returned).allSatisfy { $0 - $1 >= 95 })
  }

  @Test("one refusal among many answers slows down little, refusals that go on slow down more")
  func pace() async {
    let single = Endpoint([(429, "1")] + Array(repeating: (200, nil), count: 30))
    let courtesy = Courtesy(patience: 60) { single.answer($0) }
    _ = await courtesy.perform(request)
    #expect(await courtesy.spacing == 100)
    for _ in 0..<25 { _ = await courtesy.perform(request) }
    #expect(await courtesy.spacing == 0)
    let strict = Endpoint([(429, "1"), (200, nil), (429, "1"), (200, nil)])
    let slowed = Courtesy(patience: 60) { strict.answer($0) }
    for _ in 0..<2 { _ = await slowed.perform(request) }
    #expect(await slowed.spacing == 400)
  }

  @Test("other answers pass as they are, failures too", arguments: [200, 400, 404, 500, 502])
  func others(_ status: Int) async {
    let endpoint = Endpoint([(status, "5")])
    let exchange = await Courtesy(patience: 50) { endpoint.answer($0) }.perform(request)
    #expect(exchange.refusals.isEmpty)
    #expect(endpoint.times.count == 1)
  }

  @Test("a date is read as well; what is neither is as if it were not there")
  func dates() async {
    let past = Endpoint([(429, "Wed, 21 Oct 2015 07:28:00 GMT"), (200, nil)])
    #expect(await Courtesy(patience: 5) { past.answer($0) }.perform(request).status == 200)
    let far = Endpoint([(429, "Wed, 21 Oct 2099 07:28:00 GMT"), (200, nil)])
    #expect(await Courtesy(patience: 5) { far.answer($0) }.perform(request).status == 429)
    let odd = Endpoint([(429, "soon"), (200, nil)])
    #expect(await Courtesy(patience: 5) { odd.answer($0) }.perform(request).status == 200)
    #expect(odd.times[1] - odd.times[0] >= 999)
  }
}
