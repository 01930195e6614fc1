import Synchronization
import Testing
import Transcripts

@testable import Harness

@Suite("A model's skill is tried until its rate is decided, a server's fault convicts at once")
struct TrialTests {
  private static let files = [
    "checks/t/skill.jq": """
    module {requirement: "R.", reference: "https://example.org", level: "must", concerns: "model",
      passes: [{}], fails: [{}]};
    def applies: if .response.status < 500 then true else "broken" end;
    def check: if .response.status == 200 then true else "no skill" end;
    """,
    "checks/t/server.jq": SuitesOnDisk.check(
      #"def applies: true; def check: if .response.status < 500 then true else "broken" end;"#,
      metadata: #"expects: "status", "#),
    "s/one.jq":
      #"module {title: "One", expect: {status: 200}}; def request: {method: "GET", path: "/one"};"#,
    "s/twice.jq":
      #"module {title: "Twice", trials: 2, expect: {status: 200}}; def request: {method: "GET", path: "/twice"};"#,
  ]

  /// A run in which the case `s/one` is answered with some statuses in turn, the last for ever.
  private func run(_ statuses: [Int], measuresAll: Bool = false, most: Int = 30) async throws
    -> RunRecord
  {
    let suites = try SuitesOnDisk(Self.files)
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
    let plan = try Plan(try await suites.catalogue(), profile: profile)
    var record = RunRecord(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    record.rateRule.measuresAll = measuresAll
    record.rateRule.most = most
    let ledger = Ledger(
      record, plan: plan, judge: Judge(plan.checks, worker: suites.worker), folder: nil)
    let turn = Mutex(0)
    return await Runner(
      plan, of: Target(endpoint: "http://e", model: "m"),
      requests: RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.worker),
      ledger: ledger, jobs: 2
    ) { request in
      var exchange = Exchange(request: request)
      exchange.status = 200
      if request.url.hasSuffix("/one") {
        exchange.status = turn.withLock { turn in
          defer { turn += 1 }
          return statuses[min(turn, statuses.count - 1)]
        }
      }
      return exchange
    }.run()
  }

  @Test("one success is enough where nothing is measured")
  func once() async throws {
    let record = try await run([200])
    #expect(record.requests == 3)
    #expect(record.allRates.isEmpty)
    #expect(record.outcome == .conformant)
  }

  @Test("a failure is tried again until its rate is decided: here it is good enough, and flaky")
  func flaky() async throws {
    let record = try await run([400, 200])
    let rate = try #require(record.allRates.first)
    #expect((rate.testCase, rate.check, rate.verdict) == ("s/one", "t/skill", .pass))
    #expect(rate.isFlaky && rate.successes == rate.trials - 1)
    #expect(rate.trials < 30)
    #expect(record.outcome == .conformant)
    #expect(record.results.contains { !$0.findings.isEmpty })
  }

  @Test("one that fails always is decided soon")
  func hopeless() async throws {
    let record = try await run([400])
    let rate = try #require(record.allRates.first)
    #expect((rate.successes, rate.verdict) == (0, .fail))
    #expect(rate.trials <= 3)
    #expect(record.outcome == .notConformant)
  }

  @Test("trials that are too few to tell leave it open")
  func open() async throws {
    let record = try await run([400, 200], most: 4)
    #expect(record.allRates.map(\.verdict) == [.inconclusive])
    #expect(record.outcome == .undecided)
  }

  @Test("where all is measured, a success is tried again too; a case with trials of its own is not")
  func all() async throws {
    let record = try await run([200], measuresAll: true)
    #expect(record.allRates.map(\.testCase) == ["s/one"])
    #expect(record.allRates.map(\.verdict) == [.pass])
    #expect(record.results.filter { $0.testCase == "s/twice" }.compactMap(\.trial).max() == 2)
  }

  @Test("no number of good trials turns a server's fault green")
  func fault() async throws {
    let record = try await run([400, 200, 500, 200])
    #expect(record.outcome == .notConformant)
    let failed = record.results.filter { $0.check == "t/server" && !$0.findings.isEmpty }
    #expect(failed.map(\.trial) == [3])
  }

  @Test("a record that was read again knows its rates and its trials")
  func read() async throws {
    let record = try await run([400, 200])
    let read = try #require(StrictJSON.decode(record.json.bytes()).value.flatMap(RunRecord.init))
    #expect(read.allRates == record.allRates)
    #expect(read.trials(of: read.cases[0]) == record.trials(of: record.cases[0]))
    #expect(read.json == record.json)
  }
}
