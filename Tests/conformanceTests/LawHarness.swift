import Foundation
import Harness
import JQ
import Transcripts
import Wire

@testable import ReferenceServer

/// The built-in suites, loaded once, and ways to run them against a reference server.
struct LawHarness: Sendable {
  let catalogue: Catalogue
  /// Several, so that runs side by side need not wait for one another's verdicts.
  private let judges: [Judge]
  private let readers: [IdentityReader]
  private let bench: Bench
  let writer: RequestWriter
  let worker: Worker
  let plan: Plan
  /// The plan with the suites that take long.
  let whole: Plan

  /// The root of the source tree.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let suites = "\(root)/suites"

  /// The executable that was built beside the tests; it serves as the worker.
  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "conformance").path

  /// What the reference server asks for, so that wrong keys can be told from it.
  static let key = "sk-of-the-harness"

  static let shared = Task { try await LawHarness() }

  private init() async throws {
    worker = Worker(executable: Self.executable, libraries: [Self.suites])
    catalogue = try await Catalogue(folders: [Self.suites], worker: worker)
    guard let profile = catalogue.profile("agent"), let full = catalogue.profile("full") else {
      throw CocoaError(.fileNoSuchFile)
    }
    plan = try Plan(catalogue, profile: profile)
    whole = try Plan(catalogue, profile: full)
    let memory = JudgeMemory()
    let workers = (0..<4).map { _ in Worker(executable: Self.executable, libraries: [Self.suites]) }
    judges = workers.map { [plan] in
      Judge(plan.checks, worker: $0, remember: memory.verdicts(on:orElse:))
    }
    readers = workers.map(IdentityReader.init)
    bench = Bench(judges.count)
    writer = RequestWriter(full, whole.trials.map(\.testCase), worker: worker)
  }

  var judge: Judge { judges[0] }

  /// The trials that can show a fault: the four steps, and every case of which the server with the fault
  /// answers a request of a clean run in other bytes or at another pace.
  func plan(for fault: Fault) async throws -> Plan {
    if Self.needAll.contains(fault.id) { return whole }
    let requests = try await CleanRequests.shared.value.requests
    let faulty = Endpoint(key: Self.key, faults: [fault], isRepeatable: true)
    var shown: Set<String> = []
    for one in requests where !shown.contains(one.module) {
      let script = faulty.script(for: one.request, identity: faulty.identity(of: one.request))
      if script != one.script { shown.insert(one.module) }
      // Tests beside this one measure time.
      await Task.yield()
    }
    // A fault that only a rare case shows is staged in those too.
    var narrowed = fault.isRare ? whole : plan
    narrowed.trials = narrowed.trials.filter {
      $0.testCase.suite == "four-step" || Self.others.contains($0.testCase.module)
        || shown.contains($0.testCase.module)
    }
    return narrowed
  }

  /// A third of the trials of a large plan, both modes of a case together: another third for each fault.
  ///
  /// A fault that changes every answer shows as well in some of them.
  func sample(of plan: Plan, for fault: Fault) -> Plan {
    guard plan.trials.count > 40, !Self.needAll.contains(fault.id) else { return plan }
    var sample = plan
    sample.trials = plan.trials.filter {
      let module = $0.testCase.module
      return $0.testCase.suite == "four-step" || Self.others.contains(module)
        || (fault.id + module).utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 1_000_003 } % 3 == 0
    }
    return sample
  }

  /// Faults that count requests, and those that a check over the run finds by what other cases show.
  private static let needAll: Set = [
    "degrades-after-n", "dies-after-60", "usage-adds-up-over-requests", "cached-by-last-user",
    "key-not-for-streams",
  ]

  /// Cases that are run against every fault besides the four steps, so that no kind of request is missing:
  /// a check over the run tells kinds apart.
  private static let others: Set = ["streaming/hello", "streaming/no-usage-asked"]

  /// Runs the usual profile, or some of its trials, against a reference server with some faults.
  ///
  /// Without its times and its port, an answer that the faults leave alone is the same in every run,
  /// and need not be judged again.
  func record(
    with faults: [Fault], isTimed: Bool = false, isJudged: Bool = true, plan: Plan? = nil,
    notice: @escaping @Sendable (Exchange) -> Void = { _ in }
  ) async throws -> RunRecord {
    let plan = plan ?? self.plan
    let server = try ReferenceServer(
      port: 0, key: Self.key, faults: faults, isRepeatable: !isTimed)
    defer { server.stop() }
    let secret = Secret(Self.key)
    let client = try Client(endpoint: server.baseURL, key: secret)
    var target = Target(
      endpoint: "http://reference.test/v1", model: "reference-model", key: secret,
      deadlines: Deadlines(total: 20))
    target.nonce = "0123abcd"
    let record = RunRecord(
      endpoint: target.endpoint, model: target.model, harness: nil, profile: "agent",
      strict: false, started: Timestamp().iso)
    let seat = await bench.take()
    defer { Task { await bench.give(seat) } }
    let judge = isJudged ? judges[seat] : Judge([], worker: worker)
    // What other answers disprove matters to remedies of calls, turns and thoughts alone.
    let isIdentified = isJudged && (faults.isEmpty || faults.contains(where: \.isOfTurns))
    let ledger = Ledger(
      record, plan: plan, judge: judge, folder: nil, identity: isIdentified ? readers[seat] : nil)
    let (endpoint, place) = (target.endpoint, server.baseURL)
    let runner = Runner(plan, of: target, requests: writer, ledger: ledger, jobs: 4) { request in
      var sent = request
      sent.url = request.url.replacing(endpoint, with: place)
      var exchange = await client.perform(sent)
      exchange.request = request
      notice(exchange)
      return isTimed || exchange.ending != .complete ? exchange : exchange.timeless
    }
    return await runner.run()
  }
}

/// Seats, of which one that the fewest share is taken.
private actor Bench {
  private var sharers: [Int]

  init(_ seats: Int) {
    sharers = Array(repeating: 0, count: seats)
  }

  func take() -> Int {
    let seat = sharers.indices.min { sharers[$0] < sharers[$1] } ?? 0
    sharers[seat] += 1
    return seat
  }

  func give(_ seat: Int) { sharers[seat] -= 1 }
}

extension Exchange {
  /// The exchange without what differs between two runs that see the same.
  fileprivate var timeless: Exchange {
    var exchange = self
    exchange.sent = []
    exchange.connection = Connection()
    exchange.connection.resent = connection.resent
    exchange.timing = Timing()
    exchange.arrivals = [Arrival(at: 0, bytes: body.count)]
    return exchange
  }
}

extension Fault {
  /// Whether it shows in calls, turns or thoughts.
  fileprivate var isOfTurns: Bool {
    breaks.contains { check in
      ["tools/", "streamed-tools/", "turns/", "reasoning/"].contains { check.hasPrefix($0) }
    }
  }

  /// Whether it shows in times.
  var isTimed: Bool {
    breaks.contains {
      $0.hasPrefix("timing/") || $0.hasPrefix("concurrency/") || $0 == "http/lives-to-the-end"
    }
  }
}

extension Fault {
  /// Whether only a case of the suite `rare` shows it.
  var isRare: Bool {
    [
      "image-in-result-500", "own-cut-call-500", "silent-from-third-turn", "warm-answers-garbage",
      "degrades-after-n", "cached-tokens-omitted", "commands-rewritten", "hidden-prompt-300",
      "format-stops-calls", "default-limit-256", "schema-min-items-refused", "schema-not-500",
      "schema-dialect-refused", "coded-request-400", "coded-request-500", "preflight-401",
      "effort-levels-refused",
    ].contains(id)
  }
}

extension RunRecord {
  /// The checks that failed, whatever their level.
  var failedChecks: Set<String> {
    Set(results.filter { !$0.findings.isEmpty }.map(\.check))
  }
}
