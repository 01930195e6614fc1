import Foundation
import Synchronization
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A skill is tried until its rate is decided; a server failure fails the run at once")
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

  /// A run in which a path is answered with the statuses in order, and others with 200.
  private func run(
    _ statuses: [Int], at place: String = "/one", measuresAll: Bool = false, most: Int = 30,
    requests: Int? = nil, known: String? = nil, files: [String: String] = [:]
  ) async throws -> RunRecord {
    let suites = try SuitesOnDisk(Self.files.merging(files) { $1 })
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
    let plan = try Plan(try await suites.catalogue(), profile: profile)
    var setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    setup.rateRule.measuresAll = measuresAll
    setup.rateRule.maxTrials = most
    var gate = Gate()
    if let known {
      let file = "\(suites.path)/known.txt"
      try Data(known.utf8).write(to: URL(filePath: file))
      gate.known = try KnownFailures(file: file)
    }
    var budget = Budget()
    budget.requests = requests
    let session = RunSession(
      setup, plan: plan, judge: Judge(plan.checks, worker: suites.worker), gate: gate)
    let turn = Mutex(0)
    return await Runner(
      plan, of: Target(endpoint: "http://e", model: "m"),
      requests: RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.worker),
      sender: Sender(budget: budget, patience: 5) { request, _ in
        var exchange = Exchange(request: request)
        exchange.status = 200
        if request.url.hasSuffix(place) {
          exchange.status = turn.withLock { turn in
            defer { turn += 1 }
            return statuses[min(turn, statuses.count - 1)]
          }
        }
        return exchange
      }, session: session, jobs: 2
    ).run()
  }

  @Test("one success is enough if rates are not measured")
  func once() async throws {
    let record = try await run([200])
    #expect(record.requests == 3)
    #expect(record.allRates.isEmpty)
    #expect(record.outcome == .conformant)
  }

  @Test("a failed trial is repeated until its rate is decided: flaky, but good enough")
  func flaky() async throws {
    let record = try await run([400, 200])
    let rate = try #require(record.allRates.first)
    #expect((rate.testCase, rate.check, rate.verdict) == ("s/one", "t/skill", .pass))
    #expect(rate.successes == rate.trials - 1)
    #expect(rate.trials < 30)
    #expect(record.outcome == .conformant)
    #expect(record.results.contains { !$0.findings.isEmpty })
  }

  @Test("a case that always fails is decided after few trials")
  func hopeless() async throws {
    let record = try await run([400])
    let rate = try #require(record.allRates.first)
    #expect((rate.successes, rate.verdict) == (0, .fail))
    #expect(rate.trials <= 3)
    #expect(record.outcome == .notConformant)
  }

  @Test("too few trials leave the run undecided")
  func open() async throws {
    let record = try await run([400, 200], most: 4)
    #expect(record.allRates.first?.verdict == .inconclusive)
    #expect(record.outcome == .undecided)
  }

  @Test("if rates are measured, successful cases and cases with several trials are repeated too")
  func all() async throws {
    let record = try await run([200], measuresAll: true)
    #expect(record.allRates.map(\.testCase) == ["s/one", "s/twice"])
    #expect(record.allRates.map(\.verdict) == [.pass, .pass])
  }

  @Test("a single failure of a case with several trials does not fail the model")
  func severalTrials() async throws {
    let record = try await run([400, 200], at: "/twice")
    #expect(record.allRates.map(\.testCase) == ["s/twice"])
    let rate = try #require(record.allRates.first)
    #expect(rate.successes == rate.trials - 1 && rate.trials > 10)
    #expect(record.outcome == .conformant)
    let hopeless = try await run([400], at: "/twice")
    #expect(hopeless.outcome == .notConformant)
  }

  @Test(
    "a server failure in a single case is repeated, and fails the run if it is sporadic, too")
  func singleCase() async throws {
    let sporadic = try await run([500, 200])
    #expect(sporadic.results(of: "t/server", in: "s/one") == ["fail", "pass", "pass"])
    #expect(sporadic.outcome == .notConformant && sporadic.trials(of: sporadic.cases[0]) == 3)
    let systematic = try await run([500])
    #expect(systematic.results(of: "t/server", in: "s/one") == ["fail", "fail", "fail"])
    #expect(systematic.results(of: "t/server", in: "s/twice") == ["pass", "pass"])
  }

  @Test(
    "failures in several cases, known failures and cases that provoke errors are not repeated")
  func notRepeated() async throws {
    let several = [
      "s/three.jq":
        #"module {title: "Three", expect: {status: 200}}; def request: {method: "GET", path: "/and/one"};"#
    ]
    #expect(try await run([500], files: several).requests == 4)
    #expect(try await run([500], known: "t/server s/one: it breaks\n").requests == 3)
    let provokes = [
      "s/one.jq": Self.files["s/one.jq"]?.replacing("title", with: "part: \"provokes\", title")
    ]
    #expect(try await run([500], files: provokes.compactMapValues(\.self)).requests == 3)
  }

  @Test("with a maximum of one trial, one failure fails the run", arguments: ["/one", "/twice"])
  func single(_ place: String) async throws {
    let record = try await run([400, 200], at: place, most: 1)
    #expect(record.outcome == .notConformant)
    #expect(record.allRates.isEmpty && record.requests == 3)
  }

  @Test("concurrent trials are repeated one after the other")
  func together() async throws {
    let together = #"""
      module {title: "Together", trials: 4, together: true, expect: {status: 200}};
      def request: {method: "GET", path: "/together"};
      """#
    let record = try await run(
      [200, 400, 200], at: "/together", files: ["s/together.jq": together])
    #expect(record.outcome == .conformant)
    let rate = try #require(record.allRates.first { $0.testCase == "s/together" })
    #expect(rate.successes == rate.trials - 1 && rate.verdict == .pass)
  }

  @Test("a check over a case judges a complete trial, if there is one")
  func wholeTrial() async throws {
    let pair = #"""
      module {title: "Pair", modes: ["plain", "stream"], steps: 2,
        expect: [{status: 200}, {status: 200, both: true}]};
      def request: if .step == 2 and .transcripts[-1].response.status != 200
        then error({cannot: "the first step failed"}) else {method: "GET", path: "/pair"} end;
      """#
    let both = #"""
      module {requirement: "R.", reference: "https://example.org", level: "must", concerns: "protocol",
        over: "case", expects: "both", passes: [{}], fails: [{}]};
      def applies: true;
      def check: if .transcripts | length == 4 then true else "\(.transcripts | length) of 4" end;
      """#
    let record = try await run(
      [400, 200], at: "/pair", files: ["s/pair.jq": pair, "checks/t/both.jq": both])
    let wide = record.results.filter { $0.check == "t/both" && $0.testCase == "s/pair" }
    #expect(wide.map(\.verdict) == [.pass])
    #expect(record.outcome == .conformant)
    let never = try await run(
      [400], at: "/pair", files: ["s/pair.jq": pair, "checks/t/both.jq": both])
    #expect(never.outcome == .notConformant)
    #expect(never.results.first { $0.check == "t/both" }?.verdict.kind == .inconclusive)
  }

  @Test(
    "a failure that cannot be repeated within the budget leaves the run undecided",
    arguments: [3, 4, 5])
  func exhausted(_ requests: Int) async throws {
    let record = try await run([400, 200], requests: requests)
    #expect(record.ending == .exhausted)
    #expect(record.outcome == .undecided)
  }

  @Test("a known failure of the model is not repeated and has no undecided rate")
  func known() async throws {
    let record = try await run([400], known: "t/skill s/one sometimes: it is small\n")
    #expect(record.requests == 3)
    #expect(record.outcome == .conformant)
    let measured = try await run(
      [400], measuresAll: true, known: "t/skill s/one sometimes: it is small\n")
    #expect(measured.outcome == .conformant)
    #expect(measured.known.map(\.state) == [.fails])
  }

  @Test("a check that passed in every trial is not undecided because of another check")
  func otherCheck() async throws {
    let other = #"""
      module {requirement: "R.", reference: "https://example.org", level: "must", concerns: "model",
        passes: [{}], fails: [{}]};
      def applies: if .response.status < 500 then true else "broken" end;
      def check: if .response.status != 402 then true else "another skill" end;
      """#
    let record = try await run([400], files: ["checks/t/other.jq": other])
    #expect(record.outcome == .notConformant)
    let rates = record.allRates.filter { $0.check == "t/other" && $0.testCase == "s/one" }
    #expect(rates.map(\.verdict) == [.inconclusive])
    #expect(rates.allSatisfy { !record.affectsOutcome($0) })
  }

  @Test("no number of successful trials excuses a server failure")
  func fault() async throws {
    let record = try await run([400, 200, 500, 200])
    #expect(record.outcome == .notConformant)
    let failed = record.results.filter { $0.check == "t/server" && !$0.findings.isEmpty }
    #expect(failed.map(\.trial) == [3])
  }

  @Test("an undecided rate is not excused by another known failure")
  func otherKnown() async throws {
    let record = try await run(
      [400, 200], most: 2, known: "t/server s/twice sometimes: it breaks\n",
      files: [
        "checks/t/server.jq": SuitesOnDisk.check(
          #"def applies: true; def check: if .case.id == "s/one" then true else "broken" end;"#,
          metadata: #"expects: "status", "#)
      ])
    #expect(record.outcome == .undecided, "\(record.allRates)")
  }

  @Test("a record keeps its rates and trials after it is written and read")
  func read() async throws {
    let record = try await run([400, 200])
    let read = try #require(StrictJSON.decode(record.json.bytes()).value.flatMap(RunRecord.init))
    #expect(read.allRates == record.allRates)
    #expect(read.trials(of: read.cases[0]) == record.trials(of: record.cases[0]))
    #expect(read.json == record.json)
  }
}

extension RunRecord {
  /// The verdicts of a check on the trials of a case.
  fileprivate func results(of check: String, in testCase: String) -> [String] {
    results.filter { $0.check == check && $0.testCase == testCase }.map(\.verdict.kind.rawValue)
  }
}
