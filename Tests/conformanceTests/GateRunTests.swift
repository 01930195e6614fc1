import Harness
import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite(
  "Trials, budgets and requirements of a run, also when it is judged or sent again", .serialized)
struct GateRunTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("a replay repeats each trial, and adds none")
  func replayed() async throws {
    let server = try server(as: ["skill=0.4", "seed=2"])
    defer { server.stop() }
    _ = try await run("--endpoint", server.baseURL, "--only", "four-step/tool-call")
    let kept = try scratch.record()
    let first = try #require(scratch.runs().first)
    _ = try await run("replay", "reports/\(first)")
    let second = try #require(scratch.runs().first { $0 != first })
    let again = try scratch.record("reports/\(second)")
    let tried = [kept, again].map { record in record.cases.compactMap { $0["tried"]?.int } }
    #expect(tried[0].contains { $0 > 1 } && tried[0] == tried[1])
    #expect(again["requests"]?.int == tried[1].reduce(0, +))
    #expect(kept.results.count == again.results.count)
  }

  @Test("a sporadic fault is reported with its frequency over all responses")
  func lapses() async throws {
    let run = try await validate(
      as: ["lapse=30"], "--profile", "agent")
    #expect(run.code == 1)
    let (check, record) = ("chat/has-choices", try scratch.record())
    #expect(record.checks(.failed).contains(check))
    let judged = record.results(of: check).filter { ["pass", "fail"].contains($0["verdict"]) }
    let failed = judged.count { $0["verdict"] == "fail" }
    #expect(failed < judged.count && judged.count > 9)
    // Both numbers, with one word between them.
    let frequency = try Regex(#"\b\#(failed) \w+ \#(judged.count)\b"#)
    #expect(run.output.contains(frequency), "\(failed), \(judged.count): \(run.output)")
  }

  @Test(
    "a budget of requests, tokens or time is kept, and the record is valid",
    arguments: ["20requests", "2000tokens", "6s"])
  func budget(_ limit: String) async throws {
    let run = try await validate(
      as: ["pace=400"], "--profile", "agent", "--budget", limit)
    #expect(run.code == 3, "\(run.output)")
    let record = try scratch.record()
    #expect(record.ending == "exhausted" && record.outcome == "undecided")
    switch limit {
    case "20requests": #expect(try #require(record["requests"]?.int) <= 20)
    case "2000tokens": #expect(try #require(record["tokens"]?["total"]?.int) <= 2000)
    // Requests under way are stopped at the end; twice the time is for judging on a busy machine.
    default: #expect(try #require(record["elapsed_ms"]?.double) < 12_000)
    }
    let judged = try await self.run("judge", "reports/latest")
    #expect(judged.code == 3)
  }

  @Test(
    "requests that wait for their turn at the end of the budget are no failures of the endpoint")
  func slowBudget() async throws {
    let run = try await validate(
      "--profile", "agent", "--budget", "2s", "--rpm", "120", "--jobs", "8")
    #expect(run.code == 3, "\(run.output)")
    let record = try scratch.record()
    #expect(record.ending == "exhausted" && record.run.failure == nil)
  }

  @Test("requirements of a date exclude newer ones, and an unknown date is rejected")
  func requirements() async throws {
    #expect(try await validate("--requirements", "2026-12").code == 0)
    let early = try await validate("--requirements", "2026-01")
    #expect(early.refused("2026-01", "2026-12"), "\(early.notices)")
  }

  @Test("judge and replay use the selection of the kept run")
  func sameQuestion() async throws {
    let server = try server("usage-missing")
    defer { server.stop() }
    for words in [
      ["--only", "tools/**"],
      ["--skip", "checks/usage/in-documents", "--skip", "checks/usage/in-*"],
    ] {
      let run = try await run(["--endpoint", server.baseURL, "--strict"] + words)
      #expect(run.code == 0, "\(run.printed)")
      let judged = try await self.run("judge", "reports/latest")
      #expect(judged.code == 0, "\(judged.output)")
      let replayed = try await self.run("replay", "reports/latest")
      #expect(replayed.code == 0, "\(replayed.output)")
    }
  }

  @Test("a model without a second trial because of the budget does not fail, now or later")
  func noSecondChance() async throws {
    let run = try await validate(
      faults: ["empty-success"], "--jobs", "7", "--budget", "10requests")
    #expect(run.code == 3, "\(run.output)")
    #expect(try await self.run("judge", "reports/latest").code == 3)
  }
}
