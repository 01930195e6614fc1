import Foundation
import Harness
import JQ
import ReferenceServer
import Transcripts
import Wire

/// The built-in suites, loaded once, and ways to run them against a reference server.
struct Workshop: Sendable {
  let catalogue: Catalogue
  /// Several, so that runs side by side need not wait for one another's verdicts.
  private let judges: [Judge]
  let writer: RequestWriter
  let worker: Worker
  let plan: Plan

  /// The root of the source tree.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let suites = "\(root)/suites"

  /// The executable that was built beside the tests; it serves as the worker.
  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "conformance").path

  /// What the reference server asks for, so that wrong keys can be told from it.
  static let key = "sk-of-the-workshop"

  static let shared = Task { try await Workshop() }

  private init() async throws {
    worker = Worker(executable: Self.executable, libraries: [Self.suites])
    catalogue = try await Catalogue(folders: [Self.suites], worker: worker)
    guard let profile = catalogue.profile("agent") else { throw CocoaError(.fileNoSuchFile) }
    plan = try Plan(catalogue, profile: profile)
    judges = (0..<3).map { [plan] _ in
      Judge(plan.checks, worker: Worker(executable: Self.executable, libraries: [Self.suites]))
    }
    writer = RequestWriter(profile, plan.trials.map(\.testCase), worker: worker)
  }

  var judge: Judge { judges[0] }

  /// Runs the usual profile against a reference server with some faults.
  func record(with faults: [Fault], model: String = "reference-model") async throws -> RunRecord {
    let server = try ReferenceServer(key: Self.key, faults: faults)
    defer { server.stop() }
    let secret = Secret(Self.key)
    let client = try Client(endpoint: server.baseURL, key: secret)
    let target = Target(endpoint: server.baseURL, model: model, key: secret, timeout: 20)
    let record = RunRecord(
      endpoint: target.endpoint, model: model, harness: nil, profile: "agent", strict: false,
      started: Timestamp().iso)
    let ledger = Ledger(
      record, plan: plan, judge: judges.randomElement() ?? judge, folder: nil)
    let runner = Runner(plan, of: target, writer: writer, ledger: ledger, jobs: 4) {
      await client.perform($0)
    }
    return await runner.run()
  }
}

extension RunRecord {
  /// The checks that failed, whatever their level.
  var failedChecks: Set<String> {
    Set(results.filter { !$0.findings.isEmpty }.map(\.check))
  }
}
