import Harness
import JSONText
import Foundation
import Synchronization
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("An interrupted run loses nothing that was finished", .serialized)
struct InterruptionTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// Streams stop until the client gives up; everything else is sound.
  private static let stalling = Fault(
    "stalling", "Streams stop after their first event.", unjudged: "for this test",
    by: .script { script, request in
      guard request.stream else { return }
      script.steps.insert(.hang, at: min(2, script.steps.count))
    })

  /// Whether every case that can finish has finished and is in the record.
  private static func isStalled(_ scratch: Scratch) -> @Sendable () -> Bool {
    {
      let results = (try? scratch.json("reports/latest/run.json"))?["results"]?.array
      let judged = results?.filter { $0["verdict"] == "pass" } ?? []
      let cases = Set(judged.compactMap { $0["case"]?.string })
      return cases.isSuperset(
        of: ["model-list", "tool-call", "arguments", "round-trip"].map { "four-step/\($0)" })
    }
  }

  /// Expects that an interrupted run stopped within one second and twice what `conformance judge` takes for a kept
  /// run on this machine now.
  ///
  /// After an interrupt the tool may start its worker again, which compiles the checks, judges, writes the record
  /// and prints the report: the work of `judge`. The second is for the request that is cut off. A run that waits
  /// for a server that hangs would take 120 s.
  private func expectStopped(_ run: Invocation, asFastAsJudging folder: String) async throws {
    let reference = try await self.run("judge", folder)
    #expect([0, 3].contains(reference.code))
    let longest = 1 + 2 * reference.seconds
    #expect(run.secondsToStop < longest, "\(run.secondsToStop) s, and \(longest) s at most")
  }

  @Test(
    "an interrupt stops a run at once, with a valid record and exit code 3",
    arguments: [SIGINT, SIGTERM])
  func interrupt(_ signal: Int32) async throws {
    let server = try ReferenceServer(faults: [Self.stalling])
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL], in: scratch, signal: signal, when: Self.isStalled(scratch))
    #expect(run.code == 3)
    let record = try scratch.record()
    #expect(record.ending == "interrupted" && record.outcome == "undecided")
    #expect(record["conformant"] == false)
    func verdicts(_ name: String) -> Set<String> {
      Set(
        record.results.filter { $0["case"]?.string == name }.compactMap { $0["verdict"]?.string })
    }
    #expect(verdicts("four-step/tool-call").contains("pass"))
    #expect(verdicts("four-step/tool-call.stream") == ["inconclusive"])
    #expect(record.undecidedKinds.contains("interrupted"))
    try await expectStopped(run, asFastAsJudging: "reports/latest")
  }

  @Test("an interrupt while the suites are loaded is not reported as a broken suite")
  func loading() async throws {
    let fifo = "\(scratch.path)/mine/checks/my/slow.jq"
    try FileManager.default.createDirectory(
      atPath: "\(scratch.path)/mine/checks/my", withIntermediateDirectories: true)
    #expect(mkfifo(fifo, 0o600) == 0)
    // It can be opened for writing as soon as the tool reads it.
    let run = try await Invocation.run(
      ["--suites", "mine"], in: scratch,
      when: {
        let descriptor = open(fifo, O_WRONLY | O_NONBLOCK)
        return descriptor >= 0
      })
    #expect(run.code == 3 && run.output.isEmpty)
    // One line, which names no file.
    #expect(run.notices.count { $0 == "\n" } == 1 && !run.notices.contains(".jq"))
    #expect(!scratch.holds("reports"))
  }

  @Test("a killed run leaves a record that is valid and not conformant, and can be judged")
  func killed() async throws {
    let server = try ReferenceServer(faults: [Self.stalling])
    _ = try await Invocation.run(
      ["--endpoint", server.baseURL], in: scratch, signal: SIGKILL, when: Self.isStalled(scratch))
    let record = try scratch.record()
    #expect(record.ending == "running" && record["conformant"] == false)
    #expect(record.count(.pass) > 20)
    let again = try await run("judge", "reports/latest", "--json", "-")
    #expect(again.code == 3)
    let rejudged = try again.record()
    // The last transcripts may not have reached the record before.
    #expect(rejudged.count(.pass) >= record.count(.pass))
    #expect(rejudged.failed == [])
  }

  @Test(
    "the record is valid after a kill or an interrupt at any moment of the trials",
    arguments: [(SIGKILL, 0.0), (SIGKILL, 0.3), (SIGKILL, 0.8), (SIGINT, 0.5)])
  func measuring(_ signal: Int32, _ delay: Double) async throws {
    let server = try server(as: ["skill=0.8", "pace=20"])
    let begun = Mutex<Date?>(nil)
    _ = try await Invocation.run(
      ["--endpoint", server.baseURL, "--trials", "100"], in: scratch, signal: signal,
      when: { [scratch] in
        let isThere = scratch.holds("reports/latest/run.json")
        return begun.withLock { begun in
          if isThere, begun == nil { begun = Date() }
          return begun.map { -$0.timeIntervalSinceNow >= delay } ?? false
        }
      })
    let record = try scratch.record()
    #expect(record.ending == (signal == SIGKILL ? "running" : "interrupted"))
    #expect(record.outcome == "undecided")
    for command in ["report", "judge"] {
      let again = try await run(command, "reports/latest")
      #expect(again.code == 3, "\(command): \(again.notices)")
    }
  }

  @Test("a check that never ends does not delay an interrupt")
  func hangingCheck() async throws {
    try scratch.write(
      #"""
      module {requirement: "R.", reference: "https://example.org", level: "must",
        concerns: "protocol", passes: [{proof: true}], fails: [{proof: "no"}]};
      def applies: true;
      def check: .proof // ("aab" | gsub("a*"; "-"));
      """#, to: "mine/checks/my/hangs.jq")
    #expect(try await validate("--reports", "sound").code == 0)
    let server = try ReferenceServer()
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--suites", "mine"], in: scratch,
      when: { [scratch] in scratch.holds("reports/latest/transcripts/four-step") })
    #expect(run.code == 3)
    try await expectStopped(run, asFastAsJudging: "sound/latest")
    let judged = try await self.run("judge", "reports/latest")
    #expect(judged.refused("my/hangs"), "\(judged.notices)")
  }
}
