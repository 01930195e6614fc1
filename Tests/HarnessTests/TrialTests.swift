import Foundation
import Synchronization
import Testing
import JSONText
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

  /// A run in which a case, `s/one`, is answered with some statuses in turn, the last for ever.
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
    #expect(rate.successes == rate.trials - 1)
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
    #expect(record.allRates.first?.verdict == .inconclusive)
    #expect(record.outcome == .undecided)
  }

  @Test("where all is measured, a success is tried again too, and a case with trials of its own")
  func all() async throws {
    let record = try await run([200], measuresAll: true)
    #expect(record.allRates.map(\.testCase) == ["s/one", "s/twice"])
    #expect(record.allRates.map(\.verdict) == [.pass, .pass])
  }

  @Test("one failure of a case with trials of its own convicts no model either")
  func own() async throws {
    let record = try await run([400, 200], at: "/twice")
    #expect(record.allRates.map(\.testCase) == ["s/twice"])
    let rate = try #require(record.allRates.first)
    #expect(rate.successes == rate.trials - 1 && rate.trials > 10)
    #expect(record.outcome == .conformant)
    let hopeless = try await run([400], at: "/twice")
    #expect(hopeless.outcome == .notConformant)
  }

  @Test(
    "what the server does wrong in one case alone is sent again: it fails, now and then or always")
  func doubted() async throws {
    let sporadic = try await run([500, 200])
    #expect(sporadic.results(of: "t/server", in: "s/one") == ["fail", "pass", "pass"])
    #expect(sporadic.outcome == .notConformant && sporadic.trials(of: sporadic.cases[0]) == 3)
    let systematic = try await run([500])
    #expect(systematic.results(of: "t/server", in: "s/one") == ["fail", "fail", "fail"])
    #expect(systematic.results(of: "t/server", in: "s/twice") == ["pass", "pass"])
  }

  @Test(
    "what fails in several cases is not sent again, nor what is known, nor what provokes errors")
  func beyondDoubt() async throws {
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

  @Test("where one trial decides, one failure convicts", arguments: ["/one", "/twice"])
  func single(_ place: String) async throws {
    let record = try await run([400, 200], at: place, most: 1)
    #expect(record.outcome == .notConformant)
    #expect(record.allRates.isEmpty && record.requests == 3)
  }

  @Test("trials that are sent together are tried again as well, one after the other")
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

  @Test("what spans a case is judged by a trial that came to its end, where one did")
  func wholeTrial() async throws {
    let pair = #"""
      module {title: "Pair", modes: ["plain", "stream"], steps: 2,
        expect: [{status: 200}, {status: 200, both: true}]};
      def request: if .step == 2 and .transcripts[-1].response.status != 200
        then error({cannot: "nothing to go on with"}) else {method: "GET", path: "/pair"} end;
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

  @Test("a failure that the budget allows no second look at leaves it open", arguments: [3, 4, 5])
  func exhausted(_ requests: Int) async throws {
    let record = try await run([400, 200], requests: requests)
    #expect(record.ending == .exhausted)
    #expect(record.outcome == .undecided)
  }

  @Test("what is known of the model is not tried again, and leaves no rate open")
  func known() async throws {
    let record = try await run([400], known: "t/skill s/one sometimes: it is small\n")
    #expect(record.requests == 3)
    #expect(record.outcome == .conformant)
    let measured = try await run(
      [400], measuresAll: true, known: "t/skill s/one sometimes: it is small\n")
    #expect(measured.outcome == .conformant)
    #expect(measured.known.map(\.state) == [.fails])
  }

  @Test("a check that came through each time it was tried for another's sake is not left open")
  func company() async throws {
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

  @Test("no number of good trials turns a server's fault green")
  func fault() async throws {
    let record = try await run([400, 200, 500, 200])
    #expect(record.outcome == .notConformant)
    let failed = record.results.filter { $0.check == "t/server" && !$0.findings.isEmpty }
    #expect(failed.map(\.trial) == [3])
  }

  @Test("an open rate is not excused by what is known of something else")
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

  @Test("a record that was read again knows its rates and its trials")
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
