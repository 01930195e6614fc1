import Foundation
import Testing

@testable import ReferenceServer

@Suite("Manners: a busy endpoint, one that still starts, one with a single slot", .serialized)
struct MannersTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(as traits: [String], _ words: String...) async throws -> Invocation {
    let server = try ReferenceServer(persona: Persona(traits))
    defer { server.stop() }
    return try await Invocation.run(["--endpoint", server.baseURL] + words, in: scratch)
  }

  @Test("a rate limit that says when to come again costs time and nothing else")
  func busy() async throws {
    let run = try await run(as: ["busy=4", "retry=0.1"])
    #expect(run.code == 0, "\(run.output)")
    #expect(!run.output.contains("busy-says-when"))
  }

  @Test("nor does it when requests are sent again")
  func replayed() async throws {
    let sound = try ReferenceServer()
    defer { sound.stop() }
    #expect(try await Invocation.run(["--endpoint", sound.baseURL], in: scratch).code == 0)
    let server = try ReferenceServer(persona: Persona(["busy=4", "retry=0.1"]))
    defer { server.stop() }
    let replay = try await Invocation.run(
      ["replay", "reports/latest", "--endpoint", server.baseURL], in: scratch)
    #expect(replay.code == 0, "\(replay.output)")
  }

  @Test("one that does not say so is guessed at, and told")
  func silent() async throws {
    let run = try await run(as: ["busy=6", "retry=none"])
    #expect(run.code == 0, "\(run.output)")
    #expect(run.output.contains("NOTE errors/busy-says-when"))
    #expect(run.output.contains("429 without the header Retry-After"))
  }

  @Test("an endpoint that refuses for good is undecided, soon, and not blamed")
  func refusing() async throws {
    let began = Date()
    let run = try await run(as: ["busy=1", "retry=3600"])
    #expect(run.code == 3 && run.output.contains("allows no more requests for now"))
    #expect(Date().timeIntervalSince(began) < 600)
  }

  @Test("a server that still starts is waited for when asked, and not otherwise")
  func starting() async throws {
    let socket = try ReferenceServer()
    let port = socket.port
    socket.stop()
    let hasty = try await Invocation.run(
      ["--endpoint", "http://127.0.0.1:\(port)/v1"], in: scratch)
    #expect(hasty.code == 3 && hasty.output.contains("nothing listens"))
    let starting = try await run(as: ["starts=6"], "--wait-ready", "60")
    #expect(starting.code == 0, "\(starting.output)\(starting.notices)")
    #expect(starting.notices.contains("waiting until it is ready: the endpoint is not ready (503)"))
  }

  @Test("it is waited for no longer than was asked, whatever it says, and at no cost")
  func startingSlowly() async throws {
    let late = try await run(as: ["starts=999", "retry=60"], "--wait-ready", "2")
    #expect(late.code == 3 && late.output.contains("not ready (503)"), "\(late.output)")
    // Its own start takes long where the machine is busy.
    let elapsed = try scratch.json("reports/latest/run.json")["elapsed_ms"] as? Double
    #expect(try #require(elapsed) < 30_000)
    let paid = try await run(
      as: ["starts=6", "retry=0.1"], "--wait-ready", "60", "--budget", "20requests")
    #expect(paid.code == 0, "\(paid.output)")
  }

  @Test("waiting for a slot is not silence, although it lasts longer than silence may")
  func queueing() async throws {
    // Four at a time, one slot: the last waits for three others.
    let run = try await run(as: ["slots=1", "pace=600"], "--timeout", "1.5")
    #expect(run.code == 0, "\(run.output)")
    let transcript = try scratch.json(
      "reports/latest/transcripts/four-step/round-trip.stream/1-2.json")
    let timing = try #require(transcript["timing"] as? [String: Any])
    #expect(timing["queued_ms"] is Double || timing["queued_ms"] is Int)
  }

  @Test("silence is silence: an endpoint that answers nobody is given up in time")
  func hanging() async throws {
    let run = try await run(as: ["pace=5000"], "--timeout", "1")
    #expect(run.code == 3 && run.output.contains("does not answer"), "\(run.output)")
  }

  @Test("phases of a timeout are told apart")
  func phases() async throws {
    let run = try await run(
      as: ["pace=300"], "--timeout", "connect=1,first=0.1,idle=5,total=10")
    #expect(run.code == 3 && run.output.contains("no answer within 0.1 s"), "\(run.output)")
    let wrong = try await Invocation.run(["--timeout", "first=fast"], in: scratch)
    #expect(wrong.code == 2 && wrong.notices.contains("connect=10,first=300,idle=60,total=900"))
  }

  @Test("no more requests a minute than allowed")
  func slow() async throws {
    let run = try await run(as: [], "--rpm", "600")
    #expect(run.code == 0)
    let record = try scratch.json("reports/latest/run.json")
    let (requests, elapsed) = (record["requests"] as? Double, record["elapsed_ms"] as? Double)
    #expect((elapsed ?? 0) >= ((requests ?? 99) - 1) * 100)
  }
}
