import JSONText
import Foundation
import Synchronization
import Testing

@testable import Harness
@testable import ReferenceServer
@testable import Reports

@Suite("An endpoint that dies during a run is reported soon", .serialized)
struct DeadEndpointTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// How an endpoint fails after the preflight.
  enum Death: String, CaseIterable, Sendable {
    case silent, reset, endless

    /// The exchanges of the preflight.
    private static let healthy = 3

    /// The server.
    func server() throws -> ReferenceServer {
      let requests = Mutex(0)
      let steps: [Script.Step] =
        switch self {
        case .silent: [.hang]
        case .reset: [.reset]
        case .endless:
          [.send(Array("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".utf8))]
            + (0..<10_000).flatMap { _ in
              [Script.Step.send(Array(": ping\n\n".utf8)), .wait(.milliseconds(50))]
            }
        }
      return try ReferenceServer(faults: [
        Fault(
          "dead", "The server fails after some requests.", unjudged: "for this test",
          by: .anything { script in
            let number = requests.withLock { requests in
              requests += 1
              return requests
            }
            if number > Self.healthy { script.steps = steps }
          })
      ])
    }

    var timeout: Double { self == .reset ? 120 : 4 }
  }

  @Test("the run stops in less than two timeouts, and says why", arguments: Death.allCases)
  func stops(_ death: Death) async throws {
    #expect(try await validate("--reports", "sound").code == 0)
    let work = try #require(scratch.record("sound/latest")["elapsed_ms"]?.double)
    let server = try death.server()
    defer { server.stop() }
    let run = try await run(
      "--endpoint", server.baseURL, "--timeout", "\(death.timeout)", "--junit", "junit.xml")
    let record = try scratch.record()
    #expect(record.ending == "abandoned")
    let failed = !record.checks(.failed).isEmpty
    #expect(run.code == (failed ? 1 : 3), "\(run.output)")
    let failure = try #require(record.run.failure)
    #expect(failure.kind.rawValue == death.rawValue && failure.requests == 4)
    // The opening paragraph and the JUnit file name it.
    #expect(run.output.contains("--keep-going"))
    #expect(try scratch.text("junit.xml").contains("--keep-going"))
    // What was not sent is undecided for the same reason.
    #expect(record.undecidedKinds.contains("endpoint"))
    #expect(
      record.results.filter { $0["case"]?.string == "four-step/round-trip.stream" }
        .allSatisfy { $0["verdict"] == "inconclusive" })
    // Judging takes its own time on a busy machine.
    let elapsed = try #require(record["elapsed_ms"]?.double)
    #expect(elapsed < 2000 * min(death.timeout, 4) + 2 * work, "\(elapsed) ms")

    for words in [["judge", "reports/latest"], ["report", "reports/latest"]] {
      let again = try await self.run(words)
      #expect(again.code == run.code && again.output.contains("--keep-going"), "\(again.output)")
    }
  }

  @Test("if only streams hang, all other cases are judged")
  func onlyStreams() async throws {
    let server = try ReferenceServer(faults: [
      Fault(
        "silent-streams", "Streams get no answer.", unjudged: "for this test",
        by: .anything { script in
          let head = String(decoding: script.steps.first?.bytes ?? [], as: UTF8.self)
          if head.contains("text/event-stream") { script.steps = [.hang] }
        })
    ])
    defer { server.stop() }
    let run = try await run("--endpoint", server.baseURL, "--timeout", "3", "--profile", "agent")
    let record = try scratch.record()
    #expect(run.code == 1 && record.ending == "complete", "\(run.output)")
    #expect(run.output.contains("No more streams were sent: the last 4 streams got no"))
    #expect(record.run.failure?.concernsStreams == true)
    let cases = Set(record.results.compactMap { $0["case"]?.string })
    let plain = cases.filter { cases.contains("\($0).stream") }
    #expect(plain.count > 40)
    let missing = record.results.filter { $0["reason_kind"] == "endpoint" }
    #expect(
      plain.isDisjoint(
        with: missing.filter { $0["step"]?.int == 1 }.compactMap { $0["case"]?.string }))
    #expect(try #require(record["elapsed_ms"]?.double) < 30_000)
    let again = try await self.run(["judge", "reports/latest"])
    #expect(again.code == 1 && again.output.contains("No more streams were sent"))
  }

  @Test("--keep-going sends all requests; a replay stops early too")
  func keepsGoing() async throws {
    let server = try Death.reset.server()
    defer { server.stop() }
    let all = try await run("--endpoint", server.baseURL, "--keep-going")
    let record = try scratch.record()
    #expect(record.ending == "complete" && record.run.failure == nil, "\(all.output)")
    #expect(all.code != 0)
    let replay = try await run("replay", "reports/latest")
    #expect(replay.code != 0)
    let name = try #require(scratch.runs().last { !$0.contains("latest") })
    #expect(try scratch.record("reports/\(name)").ending == "abandoned")
    let patient = try await run("replay", "reports/latest", "--keep-going")
    #expect(patient.code != 0)
    let last = try #require(scratch.runs().last)
    #expect(try scratch.record("reports/\(last)").ending == "complete")
  }

  @Test("shards of which one was abandoned are merged into an abandoned run")
  func merged() async throws {
    let dead = try Death.reset.server()
    let sound = try server()
    defer {
      dead.stop()
      sound.stop()
    }
    // Both shards name the same endpoint.
    let target = "http://127.0.0.1:\(sound.port)/v1"
    #expect(try await run("--endpoint", target, "--shard", "1/2", "--reports", "one").code == 0)
    let record = try scratch.record("one/latest")
    #expect(record.ending == "complete")
    #expect(
      try await run("--endpoint", dead.baseURL, "--shard", "2/2", "--reports", "two").code != 0)
    #expect(try scratch.record("two/latest").ending == "abandoned")
    let path = "\(scratch.path)/two/latest/run.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing(dead.baseURL, with: target)
    try Data(text.utf8).write(to: URL(filePath: path))
    let merge = try await run("merge", "one/latest", "two/latest")
    #expect([1, 3].contains(merge.code), "\(merge.printed)")
    let merged = try scratch.record()
    #expect(merged.ending == "abandoned" && merged.run.failure?.kind == .reset)
  }
}
