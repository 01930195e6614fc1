import Foundation
import Testing

@testable import ReferenceServer

@Suite("A run at the gate: what is known, what comes and goes, what it may cost", .serialized)
struct GateRunTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(
    as traits: [String] = [], faults: [String] = [], _ words: String...,
    of executable: String = ReducedSuites.executable
  ) async throws -> Invocation {
    let server = try ReferenceServer(
      faults: faults.compactMap(Fault.named), persona: Persona(traits))
    defer { server.stop() }
    return try await Invocation.run(
      ["--endpoint", server.baseURL] + words, of: executable, in: scratch)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(scratch.path)/\(name)", encoding: .utf8)
  }

  @Test("a known failure passes the gate, is never green, and fails it once it is gone")
  func known() async throws {
    let fault = ["arguments-lose-a-brace"]
    #expect(try await run(faults: fault).code == 1)
    let write = try await Invocation.run(["known", "write", "known.txt"], in: scratch)
    #expect(write.code == 0 && write.output.contains("1 new line"), "\(write.output)")
    let passing = try await run(
      faults: fault, "--known", "known.txt", "--junit", "j.xml", "--tap", "t.tap", "--html",
      "h.html",
      "--markdown", "m.md", "--annotations", "a.txt", "--ctrf", "c.json")
    #expect(passing.code == 0, "\(passing.output)")
    #expect(passing.output.contains("KNOWN tools/arguments-are-json"))
    #expect(!passing.output.contains("✓ 2 of 4"))
    #expect(try text("j.xml").contains("<skipped message=\"known to fail"))
    #expect(try text("t.tap").contains("tools/arguments-are-json # TODO known to fail"))
    for name in ["h.html", "m.md", "a.txt", "c.json"] {
      #expect(try text(name).lowercased().contains("known"), "\(name)")
    }
    let stale = try await run("--known", "known.txt")
    #expect(stale.code == 1 && stale.output.contains("STALE known.txt:2"), "\(stale.output)")
    let old = try text("known.txt").replacing(/until .*/, with: "until 2026-01-01")
    try old.write(toFile: "\(scratch.path)/old.txt", atomically: true, encoding: .utf8)
    let expired = try await run(faults: fault, "--known", "old.txt")
    #expect(expired.code == 1 && expired.output.contains("its time is over"))
    #expect(expired.output.contains("FAILED tools/arguments-are-json"))
    let other = try text("known.txt").replacing(
      ": ", with: " when server=vllm: ", maxReplacements: 2)
    try other.write(toFile: "\(scratch.path)/other.txt", atomically: true, encoding: .utf8)
    let unknown = try await run(faults: fault, "--known", "other.txt", "--junit", "j.xml")
    #expect(unknown.code == 1 && unknown.output.contains("known   other.txt:2 names it, and does"))
    #expect(try text("j.xml").contains("known: other.txt:2 names it"))
  }

  @Test("a name that is misspelt in a file of known failures is told with its line")
  func misspelt() async throws {
    try "tools/arguments-are-jsn: x\nsse/ends-with-done four-step/tool-cal: y\n"
      .write(toFile: "\(scratch.path)/known.txt", atomically: true, encoding: .utf8)
    let run = try await Invocation.run(["--known", "known.txt"], in: scratch)
    #expect(run.code == 2)
    #expect(run.notices.contains("known.txt:1: there is no check `tools/arguments-are-jsn`"))
    #expect(run.notices.contains("Perhaps `tools/arguments-are-json` is meant."))
    #expect(run.notices.contains("known.txt:2: there is no case `four-step/tool-cal`"))
  }

  @Test(
    "a model that fails now and then is measured; good enough is flaky in every report, not green")
  func flaky() async throws {
    let run = try await run(
      as: ["skill=0.93", "seed=4"], "--trials", "100", "--junit", "j.xml", "--ctrf", "c.json",
      "--tap", "t.tap", "--html", "h.html", "--markdown", "m.md", "--annotations", "a.txt")
    #expect(run.output.contains("FLAKY tools/expected-calls"), "\(run.output)")
    #expect(run.output.contains("trials, so between"))
    #expect(try text("j.xml").contains("<skipped message=\"flaky: "))
    #expect(try text("c.json").contains("\"flaky\": true"))
    #expect(try text("t.tap").contains("tools/expected-calls # SKIP flaky: "))
    for name in ["h.html", "m.md", "a.txt"] {
      #expect(try text(name).contains("FLAKY"), "\(name)")
    }
    let record = try scratch.json("reports/latest/run.json")
    let rates = try #require(record["rates"] as? [[String: Any]])
    #expect(!rates.isEmpty)
    for rate in rates {
      #expect(["pass", "inconclusive", "fail"].contains(rate["verdict"] as? String))
    }
  }

  @Test("what was tried again is sent again as often, and no oftener")
  func replayed() async throws {
    let server = try ReferenceServer(persona: Persona(["skill=0.4", "seed=2"]))
    defer { server.stop() }
    let words = ["--endpoint", server.baseURL, "--only", "four-step/tool-call"]
    _ = try await Invocation.run(words, in: scratch)
    let kept = try scratch.json("reports/latest/run.json")
    let run = try #require(
      FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/reports").first {
        $0 != "latest"
      })
    _ = try await Invocation.run(["replay", "reports/\(run)"], in: scratch)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/reports").first {
        $0 != "latest" && $0 != run
      })
    let again = try scratch.json("reports/\(name)/run.json")
    let tried = [kept, again].map { record in
      (record["cases"] as? [[String: Any]] ?? []).compactMap { $0["tried"] as? Int }
    }
    #expect(tried[0].contains { $0 > 1 } && tried[0] == tried[1])
    #expect(again["requests"] as? Int == tried[1].reduce(0, +))
    let results = [kept, again].map { ($0["results"] as? [Any])?.count ?? 0 }
    #expect(results[0] == results[1])
  }

  @Test("a model that hardly ever succeeds fails the gate after a few trials")
  func weak() async throws {
    let run = try await run(as: ["skill=0.1"])
    #expect(run.code == 1)
    let record = try scratch.json("reports/latest/run.json")
    let rates = try #require(record["rates"] as? [[String: Any]])
    #expect(rates.contains { $0["verdict"] as? String == "fail" }, "\(run.output)")
    #expect((record["requests"] as? Int ?? 0) < 60)
  }

  @Test("what comes and goes is told as k of N over all answers")
  func lapses() async throws {
    let run = try await run(as: ["lapse=30"], "--profile", "agent", of: LawHarness.executable)
    #expect(run.output.contains("FAILED chat/has-choices"))
    #expect(run.code == 1)
    #expect(
      run.output.firstMatch(of: /in all +\d+ of \d\d+ answers judged/) != nil, "\(run.output)")
  }

  @Test(
    "a budget is kept, whichever it is, and the record is valid",
    arguments: ["20requests", "2000tokens", "6s"])
  func budget(_ limit: String) async throws {
    let run = try await run(
      as: ["pace=400"], "--profile", "agent", "--budget", limit, of: LawHarness.executable)
    #expect(run.code == 3, "\(run.output)")
    #expect(run.output.contains("out of budget"))
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["ending"] as? String == "exhausted")
    #expect(record["outcome"] as? String == "undecided")
    #expect((record["requests"] as? Int ?? 99) <= 20 || !limit.hasSuffix("requests"))
    let tokens = (record["tokens"] as? [String: Int])?["total"] ?? 9999
    #expect(tokens <= 2000 || !limit.hasSuffix("tokens"))
    #expect((record["elapsed_ms"] as? Double ?? 99_999) < 12_000 || limit != "6s")
    let judged = try await Invocation.run(
      ["judge", "reports/latest"], of: LawHarness.executable, in: scratch)
    #expect(judged.code == 3)
  }

  @Test("requirements of a date leave out what is newer, and unknown dates are told")
  func requirements() async throws {
    #expect(try await run("--requirements", "2026-12").code == 0)
    let early = try await run("--requirements", "2026-01")
    #expect(early.code == 2 && early.notices.contains("there are those of 2026-12"))
  }

  @Test("a run is judged, and sent again, by what it asked for itself")
  func sameQuestion() async throws {
    let server = try ReferenceServer(faults: [Fault.named("usage-missing")].compactMap(\.self))
    defer { server.stop() }
    for words in [
      ["--only", "tools/**"],
      ["--skip", "checks/usage/in-documents", "--skip", "checks/usage/in-*"],
    ] {
      let run = try await Invocation.run(
        ["--endpoint", server.baseURL, "--strict"] + words, in: scratch)
      #expect(run.code == 0, "\(run.output)\(run.notices)")
      let judged = try await Invocation.run(["judge", "reports/latest"], in: scratch)
      #expect(judged.code == 0, "\(judged.output)")
      let replayed = try await Invocation.run(["replay", "reports/latest"], in: scratch)
      #expect(replayed.code == 0, "\(replayed.output)")
    }
  }

  @Test("a model that the budget gave no second chance is not convicted, now or later")
  func noSecondChance() async throws {
    let server = try ReferenceServer(faults: [Fault.named("empty-success")].compactMap(\.self))
    defer { server.stop() }
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--jobs", "7", "--budget", "10requests"], in: scratch)
    #expect(run.code == 3, "\(run.output)")
    #expect(try await Invocation.run(["judge", "reports/latest"], in: scratch).code == 3)
  }

  @Test("a command that has to change ends with 2 when it is reported later too")
  func wrongModel() async throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--model", "nope"], in: scratch)
    #expect(run.code == 2)
    #expect(try await Invocation.run(["report", "reports/latest"], in: scratch).code == 2)
  }

  @Test("a request that a kept connection loses is noticed, counted and paid for")
  func lostRequests() async throws {
    let server = try ReferenceServer(
      faults: [Fault.named("swallows-the-next")].compactMap(\.self))
    defer { server.stop() }
    let run = try await Invocation.run(["--endpoint", server.baseURL, "--jobs", "1"], in: scratch)
    #expect(run.code == 0 && run.output.contains("ADVICE http/keeps-the-connection"))
    let record = try scratch.json("reports/latest/run.json")
    #expect(record["requests"] as? Int ?? 0 > 12)
    let short = try await Invocation.run(
      ["--endpoint", server.baseURL, "--jobs", "1", "--budget", "13requests"], in: scratch)
    #expect(short.code == 3 && short.output.contains("out of budget"))
  }
}
