import JQ
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A run judges every step or reports it as missing, in a fixed order")
struct RunnerTests {
  private static let files = [
    "checks/t/status.jq": SuitesOnDisk.check(
      "def applies: true; def check: .response.status == .case.expect.status or \"no\";",
      metadata: #"expects: "status", "#),
    "checks/t/any.jq": SuitesOnDisk.check("def applies: true; def check: true;"),
    "checks/w/pair.jq": SuitesOnDisk.check(
      #"def applies: true; def check: if [.transcripts[].response.status] == [200, 201] then true else "\([.transcripts[].response.status])" end;"#,
      metadata: #"over: "case", "#),
    "checks/w/all.jq": SuitesOnDisk.check(
      #"def applies: true; def check: if (.transcripts | length) == 4 then true else "\(.transcripts | length)" end;"#,
      metadata: #"over: "run", "#),
    "s/both.jq": """
    module {title: "Both", modes: ["plain", "stream"], expect: {status: 200}};
    def request: {method: "GET", path: "/both", headers: {mode: (if .stream then "stream" else "plain" end)}};
    """,
    "s/two.jq": """
    module {title: "Two", steps: 2, expect: [{status: 200}, {status: 200}]};
    def request:
      if .step == 1 then {method: "GET", path: "/first"}
      elif .transcripts[0].response.status == 200 then {method: "GET", path: "/second"}
      else error({cannot: "the first step failed"}) end;
    """,
  ]

  private func run(
    selection: Selection = Selection(),
    _ answer: @escaping @Sendable (Request) -> Int
  ) async throws -> RunRecord {
    let suites = try SuitesOnDisk(Self.files)
    let catalogue = try await suites.catalogue()
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
    let plan = try Plan(catalogue, profile: profile, selection: selection)
    let setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    let session = RunSession(
      setup, plan: plan, judge: Judge(plan.checks, worker: suites.worker))
    let runner = Runner(
      plan, of: Target(endpoint: "http://e", model: "m"),
      requests: RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.worker),
      sender: Sender(patience: 5) { request, _ in
        var exchange = Exchange(request: request)
        exchange.status = answer(request)
        return exchange
      }, session: session, jobs: 3)
    return await runner.run()
  }

  @Test("results have the order of cases, steps and checks, not of completion")
  func order() async throws {
    let record = try await run { _ in 200 }
    let ids = record.results.filter { $0.step != nil }
      .map { "\($0.testCase ?? "-") \($0.step ?? 0) \($0.check)" }
    #expect(
      ids == [
        "s/both 1 t/any", "s/both 1 t/status", "s/both.stream 1 t/any", "s/both.stream 1 t/status",
        "s/two 1 t/any", "s/two 1 t/status", "s/two 2 t/any", "s/two 2 t/status",
      ])
    #expect(record.requests == 4)
  }

  @Test("a check over a case sees all its modes; a check over the run sees all transcripts")
  func wider() async throws {
    let record = try await run { request in
      request.headers.first?.value == "stream" ? 201 : 200
    }
    let wider = record.results.filter { $0.step == nil }
    #expect(wider.first { $0.check == "w/pair" && $0.testCase == "s/both" }?.verdict == .pass)
    #expect(wider.first { $0.check == "w/pair" && $0.testCase == "s/two" }?.findings.count == 1)
    #expect(wider.first { $0.check == "w/all" }?.verdict == .pass)
  }

  @Test("a step without a request is inconclusive, with the reason of the case")
  func blocked() async throws {
    let record = try await run { $0.url.hasSuffix("/first") ? 500 : 200 }
    let second = record.results.filter { $0.testCase == "s/two" && $0.step == 2 }
    #expect(second.map(\.verdict) == [.inconclusive(.blocked("the first step failed"))])
    let over = record.results.first { $0.check == "w/pair" && $0.testCase == "s/two" }
    #expect(over?.verdict == .inconclusive(.blocked("the first step failed")))
    #expect(record.outcome == .notConformant)
  }

  @Test("a request that was not sent is never a pass, with any selection")
  func blockedUnderSelection() async throws {
    let record = try await run(selection: Selection(only: ["t/any"])) { request in
      request.url.hasSuffix("/first") ? 500 : 200
    }
    #expect(record.count(.inconclusive) == 1)
    #expect(record.outcome == .undecided)
  }

  @Test("a pattern that matches nothing is an error that suggests a similar name")
  func selection() async throws {
    await #expect {
      try await run(selection: Selection(skip: ["s/bth"])) { _ in 200 }
    } throws: { error in
      error is Plan.Problem && ["s/bth", "s/both"].allSatisfy("\(error)".contains)
    }
  }
}
