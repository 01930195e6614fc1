import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite("Rate limits and retries: an endpoint that is busy, starting, or has one slot", .serialized)
struct BusyEndpointTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("a rate limit with Retry-After costs time and nothing else")
  func busy() async throws {
    let run = try await validate(as: ["busy=4", "retry=0.1"])
    #expect(run.code == 0, "\(run.output)")
    let record = try scratch.record()
    #expect(record.failed == [])
    #expect(record["refusals"]?.int ?? 0 > 0)
  }

  @Test("a replay honours the rate limit too")
  func replayed() async throws {
    #expect(try await validate().code == 0)
    let server = try server(as: ["busy=4", "retry=0.1"])
    defer { server.stop() }
    let replay = try await run("replay", "reports/latest", "--endpoint", server.baseURL)
    #expect(replay.code == 0, "\(replay.output)")
  }

  @Test("a rate limit without Retry-After is honoured and noted")
  func silent() async throws {
    let run = try await validate(as: ["busy=6", "retry=none"])
    #expect(run.code == 0, "\(run.output)")
    #expect(try scratch.record().checks(.note) == ["errors/busy-says-when"])
    #expect(run.output.contains("429") && run.output.contains("Retry-After"))
  }

  @Test("an endpoint that refuses for an hour is undecided, soon, and not blamed")
  func refusing() async throws {
    #expect(try await validate("--only", "four-step/model-list").code == 0)
    let reference = try #require(scratch.record()["elapsed_ms"]?.double)
    let run = try await validate(as: ["busy=1", "retry=3600"])
    #expect(run.code == 3)
    let record = try scratch.record()
    #expect(record.problemText.contains("429") && record.failed == [])
    // Its only request takes less time than the run above. Ten times that time, and 5 s for a machine that
    // is busier now, is still far below any wait: requests may wait for 120 s, and this server asks for more.
    let elapsed = try #require(record["elapsed_ms"]?.double)
    #expect(
      elapsed < 10 * reference + 5000, "\(elapsed) ms, where a whole run took \(reference) ms")
  }

  @Test("a starting server is awaited with --wait-ready only")
  func starting() async throws {
    let stopped = try ReferenceServer()
    let port = stopped.port
    stopped.stop()
    let hasty = try await run("--endpoint", "http://127.0.0.1:\(port)/v1")
    #expect(hasty.code == 3)
    #expect(try scratch.record().problemText.contains("127.0.0.1:\(port)"))
    let starting = try await validate(as: ["starts=6"], "--wait-ready", "60")
    #expect(starting.code == 0, "\(starting.printed)")
    #expect(starting.notices.contains("503"))
  }

  @Test("the wait ends after the given time, even if Retry-After is longer, and costs no budget")
  func startingSlowly() async throws {
    let late = try await validate(as: ["starts=999", "retry=60"], "--wait-ready", "2")
    #expect(late.code == 3, "\(late.output)")
    let record = try scratch.record()
    #expect(record.problemText.contains("503"))
    // The record counts from the first request, so the start of the process is not part of it: 2 s of waiting
    // and one more request, five times over for a busy machine. A wait for Retry-After would take 60 s.
    let elapsed = try #require(record["elapsed_ms"]?.double)
    #expect((1500..<10_000).contains(elapsed), "\(elapsed) ms")
    let paid = try await validate(
      as: ["starts=6", "retry=0.1"], "--wait-ready", "60", "--budget", "20requests")
    #expect(paid.code == 0, "\(paid.output)")
  }

  @Test("time in the server's queue does not count towards the idle timeout")
  func queueing() async throws {
    // Four requests at the same time, one slot: the last waits for three others.
    let run = try await validate(as: ["slots=1", "pace=600"], "--timeout", "1.5")
    #expect(run.code == 0, "\(run.output)")
    let transcript = try scratch.json(
      "reports/latest/transcripts/four-step/round-trip.stream/1-2.json")
    #expect(transcript["timing"]?["queued_ms"]?.double != nil)
  }

  @Test("an endpoint that never answers is given up after the timeout")
  func hanging() async throws {
    let run = try await validate(as: ["pace=5000"], "--timeout", "1")
    #expect(run.code == 3, "\(run.output)")
    #expect(try timeout(of: "preflight/1-2")["seconds"] == 1)
  }

  @Test("each phase has its own timeout")
  func phases() async throws {
    // The model list has no pace, so that only a very busy machine takes a second for it.
    let run = try await validate(
      as: ["pace=5000"], "--timeout", "connect=10,first=1,idle=5,total=10")
    #expect(run.code == 3, "\(run.output)")
    #expect(try timeout(of: "preflight/1-2") == ["phase": "first-byte", "seconds": 1])
    let wrong = try await self.run("--timeout", "first=fast")
    #expect(wrong.refused("first=fast", "connect=10,first=300,idle=60,total=900"))
  }

  /// The deadline that ended an exchange.
  private func timeout(of exchange: String) throws -> JSON {
    try #require(scratch.json("reports/latest/transcripts/\(exchange).json")["timeout"])
  }

  @Test("--rpm limits the requests a minute")
  func slow() async throws {
    let run = try await validate("--rpm", "600")
    #expect(run.code == 0)
    let record = try scratch.record()
    let requests = try #require(record["requests"]?.double)
    #expect(try #require(record["elapsed_ms"]?.double) >= (requests - 1) * 100)
  }
}
