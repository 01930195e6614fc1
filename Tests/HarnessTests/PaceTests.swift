import JQ
import JSONText
import Synchronization
import Testing
import Transcripts

@testable import Harness

@Suite(
  "Judging does not delay requests, and the number of unjudged trials is limited",
  .timeLimit(.minutes(1)))
struct PaceTests {
  /// A door at which verdicts wait.
  private actor Door {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func pass() async {
      if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func open() {
      isOpen = true
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
  }

  /// The events of a run, in order.
  private final class Events: Sendable {
    private let list = Mutex<[String]>([])

    func note(_ event: String) { list.withLock { $0.append(event) } }

    var all: [String] { list.withLock { $0 } }

    func count(_ event: String) -> Int { all.count { $0.hasPrefix(event) } }
  }

  private static func files(cases: Int) -> [String: String] {
    var files = [
      "checks/t/status.jq": SuitesOnDisk.check(
        "def applies: true; def check: .response.status == .case.expect.status;",
        metadata: #"expects: "status", "#),
      "checks/w/pair.jq": SuitesOnDisk.check(
        #"def applies: true; def check: if [.transcripts[].step] == [1, 2, 3] then true else "\([.transcripts[].step])" end;"#,
        metadata: #"over: "case", "#),
      "checks/w/all.jq": SuitesOnDisk.check(
        "def applies: true; def check: true;", metadata: #"over: "run", "#),
    ]
    for number in 1...cases {
      files["s/case\(number).jq"] = """
        module {title: "Case", steps: 3, expect: [{status: 200}, {status: 200}, {status: 200}]};
        def request: {method: "GET", path: "/\\(.step)"};
        """
    }
    return files
  }

  private func run(
    cases: Int, jobs: Int, _ events: Events, verdicts: @escaping @Sendable (String) async -> Void,
    after answer: @escaping @Sendable (Request) async -> Void = { _ in }
  ) async throws -> RunRecord {
    let suites = try SuitesOnDisk(Self.files(cases: cases))
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
    let plan = try Plan(try await suites.catalogue(), profile: profile)
    let setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    let judge = Judge(plan.checks, worker: suites.worker) { text, find in
      let scope = String(text().prefix { $0 != " " })
      await verdicts(scope)
      events.note("judged \(scope)")
      return await find()
    }
    return await Runner(
      plan, of: Target(endpoint: "http://e", model: "m"),
      requests: RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.worker),
      sender: Sender(patience: 5) { request, _ in
        events.note("sent \(request.url)")
        await answer(request)
        var exchange = Exchange(request: request)
        exchange.status = 200
        return exchange
      }, session: RunSession(setup, plan: plan, judge: judge), jobs: jobs
    ).run()
  }

  @Test("all steps of a case are sent before the first verdict")
  func steps() async throws {
    let (door, events) = (Door(), Events())
    let record = try await run(
      cases: 1, jobs: 1, events,
      verdicts: { scope in if scope == "exchange" { await door.pass() } },
      after: { request in if request.url.hasSuffix("/3") { await door.open() } })
    #expect(Array(events.all.prefix(3)) == (1...3).map { "sent http://e/\($0)" })
    #expect(record.outcome == .conformant)
    #expect(record.results.compactMap(\.step) == [1, 2, 3])
  }

  @Test("while nothing is judged, twice as many cases as jobs are sent, and no more")
  func limit() async throws {
    let (door, events) = (Door(), Events())
    let opening = Task {
      // Two jobs: four cases of three steps each.
      while events.count("sent") < 12 { await Task.yield() }
      try await Task.sleep(for: .milliseconds(300))
      let sent = events.count("sent")
      await door.open()
      return sent
    }
    let record = try await run(
      cases: 8, jobs: 2, events,
      verdicts: { scope in if scope == "exchange" { await door.pass() } })
    #expect(try await opening.value == 12)
    #expect(events.count("sent") == 24 && record.outcome == .conformant)
  }

  @Test("a case is judged when its trials have ended, and once")
  func cases() async throws {
    let (door, events) = (Door(), Events())
    // The first request of another case waits until a case is judged.
    let record = try await run(
      cases: 6, jobs: 1, events,
      verdicts: { scope in if scope == "case" { await door.open() } },
      after: { _ in if events.count("sent") == 16 { await door.pass() } })
    #expect(events.count("judged case") == 6)
    #expect(record.results.count { $0.check == "w/pair" && $0.verdict == .pass } == 6)
    #expect(record.outcome == .conformant)
  }
}
