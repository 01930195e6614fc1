import Foundation
import Synchronization
import Testing

@testable import ReferenceServer

@Suite("An interrupted run loses nothing that was finished", .serialized)
struct InterruptionTests {
  /// Streams stall until someone gives up; everything else is sound.
  private static let stalling = Fault(
    "stalling", "Streams stop after their first event.", unjudged: "for this test",
    by: .script { script, request in
      guard request.stream else { return }
      script.steps.insert(.hang, at: min(2, script.steps.count))
    })

  /// Whether all that can finish has finished and stands in the record.
  private static func isStalled(_ scratch: Scratch) -> @Sendable () -> Bool {
    {
      let results = (try? scratch.json("reports/latest/run.json"))?["results"] as? [[String: Any]]
      let judged = results?.filter { $0["verdict"] as? String == "pass" } ?? []
      let cases = Set(judged.compactMap { $0["case"] as? String })
      return cases.isSuperset(
        of: ["model-list", "tool-call", "arguments", "round-trip"].map { "four-step/\($0)" })
    }
  }

  /// A second, and what this machine takes now to start and end a process, some times over.
  private static func aSecond(in scratch: Scratch) async throws -> Double {
    let clock = ContinuousClock()
    let began = clock.now
    _ = try await Invocation.run(["--version"], in: scratch)
    let process: Double = (clock.now - began) / .seconds(1)
    return 1 + 20 * process
  }

  @Test(
    "an interrupt stops within a second, with a valid record and exit code 3",
    arguments: [SIGINT, SIGTERM])
  func interrupt(_ signal: Int32) async throws {
    let scratch = try Scratch()
    let server = try ReferenceServer(faults: [Self.stalling])
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL], in: scratch, signal: signal, when: Self.isStalled(scratch))
    #expect(run.code == 3)
    #expect(run.secondsToStop < (try await Self.aSecond(in: scratch)))
    #expect(run.output.contains("undecided, interrupted"))
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["ending"] as? String == "interrupted")
    #expect(record["conformant"] as? Bool == false)
    let results = try #require(record["results"] as? [[String: Any]])
    func verdicts(_ name: String) -> Set<String> {
      Set(results.filter { $0["case"] as? String == name }.compactMap { $0["verdict"] as? String })
    }
    #expect(verdicts("four-step/tool-call").contains("pass"))
    #expect(verdicts("four-step/tool-call.stream") == ["inconclusive"])
  }

  @Test("an interrupt while the suites are read is told as that, not as a broken suite")
  func loading() async throws {
    let scratch = try Scratch()
    let fifo = "\(scratch.path)/mine/checks/my/slow.jq"
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/mine/checks/my", withIntermediateDirectories: true)
    #expect(mkfifo(fifo, 0o600) == 0)
    // It can be opened for writing as soon as somebody waits for what it holds.
    let run = try await Invocation.run(
      ["--suites", "mine"], in: scratch,
      when: {
        let descriptor = open(fifo, O_WRONLY | O_NONBLOCK)
        return descriptor >= 0
      })
    #expect(run.code == 3)
    #expect(run.notices == "interrupted before anything was sent\n")
  }

  @Test("a killed run leaves a record that is valid and not conformant, and can be judged")
  func killed() async throws {
    let scratch = try Scratch()
    let server = try ReferenceServer(faults: [Self.stalling])
    _ = try await Invocation.run(
      ["--endpoint", server.baseURL], in: scratch, signal: SIGKILL, when: Self.isStalled(scratch))
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["ending"] as? String == "running")
    #expect(record["conformant"] as? Bool == false)
    let summary = try #require(record["summary"] as? [String: Int])
    #expect((summary["pass"] ?? 0) > 20)
    let again = try await Invocation.run(["judge", "reports/latest", "--json", "-"], in: scratch)
    #expect(again.code == 3)
    let rejudged =
      try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any] ?? [:]
    // What was kept last may not have reached the record yet.
    let recount = try #require(rejudged["summary"] as? [String: Int])
    #expect((recount["pass"] ?? 0) >= (summary["pass"] ?? 0))
    #expect(recount["fail"] == 0)
  }

  @Test(
    "killed or interrupted at any moment while a model is measured, the record is whole",
    arguments: [(SIGKILL, 0.0), (SIGKILL, 0.3), (SIGKILL, 0.8), (SIGINT, 0.5)])
  func measuring(_ signal: Int32, _ delay: Double) async throws {
    let scratch = try Scratch()
    let server = try ReferenceServer(persona: Persona(["skill=0.8", "pace=20"]))
    let begun = Mutex<Date?>(nil)
    _ = try await Invocation.run(
      ["--endpoint", server.baseURL, "--trials", "100"], in: scratch, signal: signal,
      when: {
        let isThere = FileManager.default.fileExists(
          atPath: "\(scratch.path)/reports/latest/run.json")
        return begun.withLock { begun in
          if isThere, begun == nil { begun = Date() }
          return begun.map { -$0.timeIntervalSinceNow >= delay } ?? false
        }
      })
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["ending"] as? String == (signal == SIGKILL ? "running" : "interrupted"))
    #expect(record["outcome"] as? String == "undecided")
    for command in ["report", "judge"] {
      let again = try await Invocation.run([command, "reports/latest"], in: scratch)
      #expect(again.code == 3, "\(command): \(again.notices)")
    }
  }

  @Test("a check that never ends holds up no interrupt")
  func hangingCheck() async throws {
    let scratch = try Scratch()
    let folder = "\(scratch.path)/mine/checks/my"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(
      #"""
      module {requirement: "R.", reference: "https://example.org", level: "must",
        concerns: "protocol", passes: [{proof: true}], fails: [{proof: "no"}]};
      def applies: true;
      def check: .proof // ("aab" | gsub("a*"; "-"));
      """#.utf8
    ).write(to: URL(filePath: "\(folder)/hangs.jq"))
    let server = try ReferenceServer()
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--suites", "mine"], in: scratch,
      when: {
        FileManager.default.fileExists(
          atPath: "\(scratch.path)/reports/latest/transcripts/four-step")
      })
    #expect(run.code == 3)
    #expect(run.secondsToStop < (try await Self.aSecond(in: scratch)))
    let judged = try await Invocation.run(["judge", "reports/latest"], in: scratch)
    #expect(judged.code == 2)
    #expect(judged.notices.contains("checks that are not here (my/hangs)"))
  }
}
