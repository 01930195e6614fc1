import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A run stays within its budget")
struct BudgetTests {
  @Test(
    "limits have units",
    arguments: [
      ("90s", nil, nil, 90.0), ("1.5m", nil, nil, 90), ("2h", nil, nil, 7200),
      ("500requests", 500, nil, nil), ("200000tokens", nil, 200_000, nil),
    ] as [(String, Int?, Int?, Double?)])
  func limits(_ text: String, _ requests: Int?, _ tokens: Int?, _ seconds: Double?) {
    var budget = Budget()
    let isLimit = budget.limit(text)
    #expect(isLimit)
    #expect((budget.requests, budget.tokens) == (requests, tokens))
    #expect(budget.seconds == seconds)
  }

  @Test("invalid limits", arguments: ["", "10", "m", "-5s", "1e9s", "10 euros", "0s"])
  func wrong(_ text: String) {
    var budget = Budget()
    let isLimit = budget.limit(text)
    #expect(!isLimit)
  }

  private static let chat = Request(
    method: "POST", url: "http://h/v1/chat/completions", body: Array(#"{"max_tokens":100}"#.utf8))

  @Test("white space in a body costs nothing, and a huge `max_tokens` is capped")
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

  @Test("without `usage`, tokens are estimated from the length of the response")
  func estimate() {
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

  @Test("requests are limited")
  func requests() async {
    var budget = Budget()
    budget.requests = 3
    let meter = BudgetMeter(budget, clock: .system)
    var reserved = 0
    for _ in 0..<10 where await meter.reserve(Self.chat) != nil { reserved += 1 }
    #expect(reserved == 3)
    #expect(await meter.isExhausted)
  }

  @Test("tokens are reserved before a request, so that no response exceeds the limit")
  func tokens() async throws {
    var budget = Budget()
    budget.tokens = 250
    let meter = BudgetMeter(budget, clock: .system)
    let first = try #require(await meter.reserve(Self.chat))
    let second = try #require(await meter.reserve(Self.chat))
    #expect(first >= 100 && first + second <= 250)
    // The unused tokens of the first two requests are enough for a third.
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

  @Test("no request is sent after the time limit")
  func seconds() async {
    var budget = Budget()
    budget.seconds = 5
    let time = VirtualClock()
    let meter = BudgetMeter(budget, clock: time.clock)
    await time.clock.sleep(6000)
    #expect(await meter.reserve(Self.chat) == nil)
  }

  @Test("the time and requests until the endpoint is ready do not count")
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

  @Test("a retry can be released")
  func released() async throws {
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
    "a request that was not sent leaves the run undecided, even in a case that tests the model")
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

  @Test("an exhausted budget leaves a complete record with undecided results", arguments: 1...4)
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

  @Test("a failure counts even if the budget ends the run early")
  func failed() async throws {
    #expect(try await run(2, failing: true).outcome == .notConformant)
  }
}
