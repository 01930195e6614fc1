import JSONText
import Foundation
import Harness
import JQ
import Transcripts
import Wire

@testable import ReferenceServer

/// The built-in suites, loaded once, and functions that run them against a reference server.
struct LawHarness: Sendable {
  let catalogue: Catalogue
  /// Several judges, so that parallel runs do not wait for each other's verdicts.
  private let judges: [Judge]
  private let readers: [IdentityReader]
  private let seats: Seats
  let writer: RequestWriter
  let worker: Worker
  let plan: Plan
  /// The plan of the profile `full`, with the suites that take long.
  let complete: Plan

  /// The root of the source tree.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let suites = "\(root)/suites"

  /// The executable that was built with the tests.
  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "conformance").path

  /// The executable of jq workers.
  static let workerExecutable = URL(filePath: executable).deletingLastPathComponent()
    .appending(path: "jq-worker").path

  /// The key of the reference server, so that cases can send a wrong one.
  static let key = "sk-of-the-harness"

  static let shared = Task { try await LawHarness() }

  private init() async throws {
    let prepared = try await PreparedSuites.folder.value
    func startedWorker() -> Worker {
      Worker(
        executable: Self.workerExecutable, libraries: [Self.suites], image: prepared?.image)
    }
    worker = startedWorker()
    catalogue = try await Catalogue(folders: [Self.suites], worker: worker, prepared: prepared)
    guard let profile = catalogue.profile("agent"), let full = catalogue.profile("full") else {
      throw CocoaError(.fileNoSuchFile)
    }
    plan = try Plan(catalogue, profile: profile)
    complete = try Plan(catalogue, profile: full)
    let memory = JudgeMemory()
    let workers = (0..<4).map { _ in startedWorker() }
    judges = workers.map { [plan, catalogue] in
      Judge(
        plan.judging, programs: catalogue.checkPrograms, worker: $0,
        remember: memory.verdicts(on:orElse:))
    }
    readers = workers.map(IdentityReader.init)
    seats = Seats(judges.count)
    writer = RequestWriter(
      full, complete.trials.map(\.testCase), programs: catalogue.casePrograms, worker: worker)
  }

  var judge: Judge { judges[0] }

  /// The trials that can show a fault: the four steps, and every case with a request of a clean run to which the
  /// faulty server responds with other bytes or at another pace.
  func plan(for fault: Fault) async throws -> Plan {
    if Self.needAll.contains(fault.id) { return complete }
    if Self.needDefault.contains(fault.id) { return plan }
    var shown: Set<String> = []
    for request in try await CleanRequests.shared.value where !shown.contains(request.module) {
      if request.isChanged(by: fault) { shown.insert(request.module) }
      // Other tests that run now measure time.
      await Task.yield()
    }
    // For a fault that only rare cases show, those run too.
    var narrowed = fault.isRare ? complete : plan
    narrowed.trials = narrowed.trials.filter {
      $0.testCase.suite == "four-step" || Self.extraCases.contains($0.testCase.module)
        || shown.contains($0.testCase.module)
    }
    return narrowed
  }

  /// A third of the trials of a large plan, with both modes of a case; a different third for each fault.
  ///
  /// A fault that changes every response shows in some of them too.
  func sample(of plan: Plan, for fault: Fault) -> Plan {
    guard plan.trials.count > 40, !Self.isOfTheRun(fault) else { return plan }
    var sample = plan
    sample.trials = plan.trials.filter {
      let module = $0.testCase.module
      return $0.testCase.suite == "four-step" || Self.extraCases.contains(module)
        || (fault.id + module).utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 1_000_003 } % 3 == 0
    }
    return sample
  }

  /// Faults that count requests, and faults that a check over the run finds from other cases.
  private static let needAll: Set = [
    "degrades-after-n", "dies-after-60", "usage-adds-up-over-requests", "cached-by-last-user",
    "key-not-for-streams",
  ]

  /// The same, if the default profile has enough cases.
  private static let needDefault: Set = [
    "another-model-at-times", "arguments-end-now-and-then", "away-now-and-then", "cached-answers",
    "calls-parsed-at-times", "counts-with-others", "error-as-answer", "one-backend-of-three-down",
    "thoughts-parsed-at-times",
  ]

  /// Whether the responses depend on the requests before. The order of the requests must then be the same each
  /// time, so that the same requests show the fault.
  static func isOfTheRun(_ fault: Fault) -> Bool {
    needAll.contains(fault.id) || needDefault.contains(fault.id)
  }

  /// Cases that run for every fault besides the four steps, so that every kind of request is there: a check over the
  /// run distinguishes them.
  private static let extraCases: Set = ["streaming/hello", "streaming/no-usage-asked"]

  /// Runs the default profile, or another plan, against a reference server with some faults.
  ///
  /// A response that the faults do not change is the same in every run, except for its times and port. Without
  /// these it is judged only once.
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
    let setup = RunSetup(
      endpoint: target.endpoint, model: target.model, harness: nil, profile: "agent",
      strict: false, started: Timestamp().iso)
    let seat = await seats.take()
    defer { Task { await seats.give(seat) } }
    let judge = isJudged ? judges[seat] : Judge([], worker: worker)
    // Only the remedies of calls, turns and reasoning depend on evidence from other responses.
    let isIdentified = isJudged && (faults.isEmpty || faults.contains(where: \.isOfTurns))
    let session = RunSession(
      setup, plan: plan, judge: judge, identity: isIdentified ? readers[seat] : nil)
    let (endpoint, actual) = (target.endpoint, server.baseURL)
    // Negative patience: a refusal is judged, and not retried, except by the probe after a case that provokes
    // errors. A fault that breaks every connection is judged too.
    let sender = Sender(patience: -1, maxFailures: nil, clock: SkippingClock().clock) {
      request, bounds in
      var sent = request
      sent.url = request.url.replacing(endpoint, with: actual)
      var exchange = await client.perform(sent, within: bounds)
      exchange.request = request
      notice(exchange)
      return isTimed || exchange.ending != .complete ? exchange : exchange.timeless
    }
    return await Runner(
      plan, of: target, requests: writer, sender: sender, session: session,
      jobs: faults.contains(where: Self.isOfTheRun) ? 1 : 4
    ).run()
  }
}

/// Places at the judges; each user gets the one with the fewest users.
private actor Seats {
  private var users: [Int]

  init(_ seats: Int) {
    users = Array(repeating: 0, count: seats)
  }

  func take() -> Int {
    let seat = users.indices.min { users[$0] < users[$1] } ?? 0
    users[seat] += 1
    return seat
  }

  func give(_ seat: Int) { users[seat] -= 1 }
}

extension Exchange {
  /// The exchange without its times and connection, which differ between two identical runs.
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
  /// Whether it shows in calls, turns or reasoning.
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
  /// Whether only cases of the suite `rare` show it.
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
  /// The checks that failed, of any level.
  var failedChecks: Set<String> {
    Set(results.filter { !$0.findings.isEmpty }.map(\.check))
  }
}
