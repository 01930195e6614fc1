import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A run costs no more than it may")
struct BudgetTests {
  @Test(
    "limits are read with their units",
    arguments: [
      ("90s", nil, nil, 90.0), ("1.5m", nil, nil, 90), ("2h", nil, nil, 7200),
      ("500requests", 500, nil, nil), ("200000tokens", nil, 200_000, nil),
    ] as [(String, Int?, Int?, Double?)])
  func limits(_ text: String, _ requests: Int?, _ tokens: Int?, _ seconds: Double?) {
    var budget = Budget()
    let isOne = budget.limit(text)
    #expect(isOne)
    #expect((budget.requests, budget.tokens) == (requests, tokens))
    #expect(budget.seconds == seconds)
  }

  @Test("and nothing else is one", arguments: ["", "10", "m", "-5s", "1e9s", "10 euros", "0s"])
  func wrong(_ text: String) {
    var budget = Budget()
    let isOne = budget.limit(text)
    #expect(!isOne)
  }

  private static let chat = Request(
    method: "POST", url: "http://h/v1/chat/completions", body: Array(#"{"max_tokens":100}"#.utf8))

  @Test("a prompt costs what is written, and nobody fills a limit beyond every window")
  func price() async throws {
    func price(_ body: String) async throws -> Int {
      let request = Request(method: "POST", url: "http://h/v1", body: Array(body.utf8))
      return try #require(await BudgetMeter(Budget(), clock: .system).reserve(request))
    }
    let words = String(repeating: "word ", count: 60)
    let (compact, wide) = (
      try await price(#"{"max_tokens":10,"messages":"\#(words)"}"#),
      try await price(
        #"{"max_tokens":10,\#(String(repeating: " ", count: 5000))"messages":"\#(words)"}"#)
    )
    #expect(compact == wide && (60...150).contains(compact))
    #expect((32_768...32_800).contains(try await price(#"{"max_tokens":1000000}"#)))
  }

  @Test("an answer that does not say what it used is counted by its length")
  func untold() {
    var exchange = Exchange(
      request: Request(method: "POST", url: "http://h/v1/chat/completions", body: Array("{}".utf8)))
    func tokens(_ usage: String) -> Int {
      exchange.status = 200
      exchange.ending = .complete
      exchange.headers = [Header("Content-Type", "application/json")]
      let text = String(repeating: "word ", count: 60)
      exchange.body = Array(
        #"{"choices":[{"index":0,"message":{"role":"assistant","content":"\#(text)"}}]\#(usage)}"#
          .utf8)
      let place = Transcript.Place(testCase: ["id": "s/one"], step: 1, trial: 1)
      return Transcript(of: exchange, at: place, of: [:]).tokens(of: exchange.request)
    }
    #expect(tokens(#","usage":{"prompt_tokens":3,"completion_tokens":4}"#) == 7)
    #expect((60...150).contains(tokens("")))
  }

  @Test("no more requests are paid for than there are")
  func requests() async {
    var budget = Budget()
    budget.requests = 3
    let meter = BudgetMeter(budget, clock: .system)
    var paid = 0
    for _ in 0..<10 where await meter.reserve(Self.chat) != nil { paid += 1 }
    #expect(paid == 3)
    #expect(await meter.isExhausted)
  }

  @Test("tokens are set aside before they are used, so that no answer exceeds them")
  func tokens() async throws {
    var budget = Budget()
    budget.tokens = 250
    let meter = BudgetMeter(budget, clock: .system)
    let first = try #require(await meter.reserve(Self.chat))
    let second = try #require(await meter.reserve(Self.chat))
    #expect(first >= 100 && first + second <= 250)
    // What the first two leave is enough for a third, once they have ended.
    async let third = meter.reserve(Self.chat)
    try await Task.sleep(for: .milliseconds(100))
    await meter.settle(first, used: 10, resent: 0)
    await meter.settle(try #require(await third), used: 0, resent: 0)
    await meter.settle(second, used: 10, resent: 0)
    for used in [100, 100] {
      await meter.settle(try #require(await meter.reserve(Self.chat)), used: used, resent: 0)
    }
    #expect(await meter.reserve(Self.chat) == nil)
    #expect(await meter.isExhausted)
  }

  @Test("time that is over buys nothing")
  func seconds() async {
    var budget = Budget()
    budget.seconds = 5
    let time = VirtualClock()
    let meter = BudgetMeter(budget, clock: time.clock)
    await time.clock.sleep(6000)
    #expect(await meter.reserve(Self.chat) == nil)
  }

  @Test("what waited for the endpoint to be ready costs nothing")
  func restarted() async {
    var budget = Budget()
    (budget.requests, budget.seconds) = (1, 5)
    let time = VirtualClock()
    let meter = BudgetMeter(budget, clock: time.clock)
    await time.clock.sleep(6000)
    #expect(await meter.reserve(Self.chat) == nil)
    await meter.restart()
    #expect(await meter.reserve(Self.chat) != nil)
    #expect(await meter.reserve(Self.chat) == nil)
  }

  @Test("and a request that was refused meanwhile is taken back")
  func forgiven() async throws {
    var budget = Budget()
    budget.requests = 2
    let meter = BudgetMeter(budget, clock: .system)
    let price = try #require(await meter.reserve(Self.chat))
    #expect(await meter.chargeRetry())
    await meter.settle(price, used: 0, resent: 0)
    await meter.release(retries: 1)
    #expect(await meter.reserve(Self.chat) != nil)
    #expect(await meter.reserve(Self.chat) == nil)
  }

  private static let files = [
    "checks/t/status.jq": SuitesOnDisk.check(
      #"def applies: true; def check: if .response.status == .case.expect.status then true else "no" end;"#,
      metadata: #"expects: "status", "#),
    "checks/t/all.jq": SuitesOnDisk.check(
      "def applies: true; def check: true;", metadata: #"over: "run", "#),
    "s/one.jq":
      #"module {title: "One", expect: {status: 200}}; def request: {method: "GET", path: "/one"};"#,
    "s/three.jq":
      #"module {title: "Three", steps: 3, expect: [{status: 200}, {status: 200}, {status: 200}]}; def request: {method: "GET", path: "/three"};"#,
  ]

  private func run(_ requests: Int, failing: Bool = false, of files: [String: String] = files)
    async throws -> RunRecord
  {
    let suites = try SuitesOnDisk(files)
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
    let plan = try Plan(try await suites.catalogue(), profile: profile)
    var budget = Budget()
    budget.requests = requests
    let setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    let session = RunSession(
      setup, plan: plan, judge: Judge(plan.checks, worker: suites.worker))
    return await Runner(
      plan, of: Target(endpoint: "http://e", model: "m"),
      requests: RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.worker),
      sender: Sender(budget: budget, patience: 5) { request, _ in
        var exchange = Exchange(request: request)
        exchange.status = failing ? 500 : 200
        return exchange
      }, session: session, jobs: 1
    ).run()
  }

  @Test(
    "what a case asks of the server is open where it was not asked, although it tries the model")
  func modelCase() async throws {
    let files = [
      "checks/t/skill.jq": SuitesOnDisk.check(
        "def applies: true; def check: true;", metadata: #"expects: "status", "#
      ).replacing(#"concerns: "protocol""#, with: #"concerns: "model""#),
      "checks/t/sound.jq": SuitesOnDisk.check("def applies: true; def check: true;"),
      "s/one.jq": Self.files["s/one.jq"] ?? "",
      "s/two.jq":
        #"module {title: "Two", kind: "model", expect: {status: 200}}; def request: {method: "GET", path: "/two"};"#,
    ]
    let record = try await run(1, of: files)
    #expect(record.ending == .exhausted && record.outcome == .undecided)
    #expect(record.results.contains { $0.check == "t/sound" && $0.reason != nil })
  }

  @Test("wherever it runs out, the record is whole, and says what was not judged", arguments: 1...4)
  func exhausted(_ requests: Int) async throws {
    let record = try await run(requests)
    #expect(record.requests == requests)
    #expect(record.ending == (requests < 4 ? .exhausted : .complete))
    #expect(record.outcome == (requests < 4 ? .undecided : .conformant))
    #expect(record.results.count == 5)
    #expect(record.count(.pass) == (requests < 4 ? requests : 5))
    let read = try #require(StrictJSON.decode(record.json.bytes()).value.flatMap(RunRecord.init))
    #expect(read.json == record.json)
  }

  @Test("a failure that was seen is one, although not all was")
  func failed() async throws {
    #expect(try await run(2, failing: true).outcome == .notConformant)
  }
}
