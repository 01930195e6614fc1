import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite("Runs with known failures and flaky models: exit code, record and every report", .serialized)
struct KnownFailureRunTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let reports = [
    "--junit", "j.xml", "--tap", "t.tap", "--html", "h.html", "--markdown", "m.md",
    "--annotations", "a.txt", "--ctrf", "c.json",
  ]

  /// Validates a reference server, and writes a report in every format.
  private func validateWithReports(
    as traits: [String] = [], faults: [String] = [], _ words: String...
  ) async throws -> Invocation {
    let server = try ReferenceServer(
      faults: faults.compactMap(Fault.named), persona: Persona(traits))
    defer { server.stop() }
    return try await run(["--endpoint", server.baseURL] + words + Self.reports)
  }

  /// Whether JUnit has a check as skipped: neither green nor red.
  private func junitSkips(_ check: String) throws -> Bool {
    let element = try Regex(#"<testcase [^>]*name="\#(check)"[^>]*>\s*<skipped "#)
    return try scratch.text("j.xml").contains(element)
  }

  /// A check as CTRF has it.
  private func ctrf(_ check: String) throws -> JSON {
    let tests = try scratch.json("c.json")["results"]?["tests"]?.array ?? []
    return try #require(tests.first { $0["name"]?.string == check })
  }

  @Test("a known failure passes but is never green, and a stale one fails the run")
  func known() async throws {
    let (fault, check) = (["arguments-lose-a-brace"], "tools/arguments-are-json")
    #expect(try await validateWithReports(faults: fault).code == 1)
    let write = try await run("known", "write", "known.txt")
    #expect(write.code == 0, "\(write.printed)")
    let lines = try scratch.text("known.txt").split(separator: "\n")
    #expect(lines.count { !$0.hasPrefix("#") } == 1)
    #expect(lines.last?.hasPrefix(check) == true)

    let passing = try await validateWithReports(faults: fault, "--known", "known.txt")
    #expect(passing.code == 0, "\(passing.output)")
    let record = try scratch.record()
    #expect(record.checks(.known) == [check] && record.known == ["known.txt:2": "fails"])
    // Only the model list is green: the three other steps have calls.
    #expect(passing.output.count { $0 == "✓" } == 1, "\(passing.output)")
    #expect(try junitSkips(check))
    #expect(try scratch.text("t.tap").contains("\(check) # TODO "))
    #expect(try ctrf(check)["status"] == "skipped")
    #expect(try !scratch.text("a.txt").contains("::error "))
    for name in ["h.html", "m.md", "a.txt"] {
      #expect(try scratch.text(name).contains(check), "\(name)")
    }

    let stale = try await validateWithReports("--known", "known.txt")
    #expect(stale.code == 1 && stale.output.contains("known.txt:2"), "\(stale.output)")
    #expect(try scratch.record().known == ["known.txt:2": "stale"])

    let old = try scratch.text("known.txt").replacing(/until .*/, with: "until 2026-01-01")
    try scratch.write(old, to: "old.txt")
    #expect(try await validateWithReports(faults: fault, "--known", "old.txt").code == 1)
    let expired = try scratch.record()
    #expect(expired.known == ["old.txt:2": "expired"] && expired.checks(.failed) == [check])

    let other = try scratch.text("known.txt").replacing(
      ": ", with: " when server=vllm: ", maxReplacements: 2)
    try scratch.write(other, to: "other.txt")
    let elsewhere = try await validateWithReports(faults: fault, "--known", "other.txt")
    #expect(elsewhere.code == 1 && elsewhere.output.contains("other.txt:2"))
    #expect(try scratch.record().known == ["other.txt:2": "elsewhere"])
    #expect(try scratch.text("j.xml").contains("other.txt:2"))
  }

  @Test("a misspelt name in a file of known failures is reported with its line")
  func misspelt() async throws {
    try scratch.write(
      "tools/arguments-are-jsn: x\nsse/ends-with-done four-step/tool-cal: y\n", to: "known.txt")
    let run = try await run("--known", "known.txt")
    #expect(
      run.refused(
        "known.txt:1: ", "tools/arguments-are-jsn", "tools/arguments-are-json", "known.txt:2: ",
        "four-step/tool-cal"), "\(run.notices)")
  }

  @Test("a model that fails sometimes is measured; if good enough, it is flaky in every report")
  func flaky() async throws {
    let run = try await validateWithReports(as: ["skill=0.93", "seed=4"], "--trials", "100")
    let (check, record) = ("tools/expected-calls", try scratch.record())
    #expect(record.checks(.flaky).contains(check), "\(run.output)")
    let measured = record.rates.filter { $0["check"]?.string == check }
    #expect(measured.contains { $0["trials"]?.int ?? 0 > $0["successes"]?.int ?? 0 })
    #expect(try junitSkips(check))
    #expect(try ctrf(check)["flaky"] == true)
    #expect(try scratch.text("t.tap").contains("\(check) # SKIP "))
    for name in ["h.html", "m.md", "a.txt"] {
      #expect(try scratch.text(name).contains(check), "\(name)")
    }
    for rate in record.rates {
      #expect(["pass", "inconclusive", "fail"].contains(rate["verdict"]?.string))
    }
  }

  @Test("a model that rarely succeeds fails the run after a few trials")
  func weak() async throws {
    let run = try await validateWithReports(as: ["skill=0.1"])
    #expect(run.code == 1)
    let record = try scratch.record()
    #expect(record.rates.contains { $0["verdict"] == "fail" }, "\(run.output)")
    #expect(try #require(record["requests"]?.int) < 60)
  }
}
