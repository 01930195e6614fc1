import JSONText
import Foundation
import Harness
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("Commands that need no endpoint", .serialized)
struct OfflineCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("judging a kept run gives the same results", arguments: ["no-done", "call-id-missing"])
  func judge(_ fault: String) async throws {
    let first = try await validate(faults: [fault])
    // Shell completion appends the record's name to the folder.
    let again = try await run("judge", "reports/latest/run.json", "--json", "-")
    #expect(first.code == 1 && again.code == 1)
    let (kept, record) = (try scratch.record(), try again.record())
    for key in ["results", "summary", "target", "tokens", "outcome"] {
      #expect(kept[key] != nil && kept[key] == record[key], "\(key)")
    }
  }

  @Test("a step whose transcript is lost is not judged", arguments: [true, false])
  func lost(_ isDeleted: Bool) async throws {
    #expect(try await validate(faults: ["rejects-tool-turn"]).code == 1)
    for mode in ["", ".stream"] {
      let file = "reports/latest/transcripts/four-step/round-trip\(mode)/1-2.json"
      if isDeleted {
        try FileManager.default.removeItem(atPath: "\(scratch.path)/\(file)")
      } else {
        try scratch.write("{", to: file)
      }
    }
    let run = try await run("judge", "reports/latest", "--json", "-")
    #expect(run.code == 3)
    #expect(try run.record().undecidedKinds.contains("no-transcript"))
  }

  @Test("a check over a case is judged again with all of its trials")
  func wide() async throws {
    let run = try await validate(
      faults: ["streamed-argument-lost"], "--profile", "agent", "--only", "checks/parity/*",
      "--only", "parity/*")
    #expect(run.code == 1, "\(run.output)")
    let judged = try await self.run("judge", "reports/latest")
    #expect(judged.code == 1)
  }

  @Test("an incomplete or altered record is rejected")
  func partial() async throws {
    #expect(try await run().code == 0)
    let file = "reports/latest/run.json"
    let text = try scratch.text(file)
    let count = try #require(text.firstMatch(of: /"pass": \d+/)).output
    for (sound, broken) in [
      (#""verdict": "pass""#, #""verdict": "fail""#), (#""level": "must""#, #""level": "shall""#),
      (String(count), "\(count)0"),
    ] {
      try #require(text.contains(sound))
      try scratch.write(text.replacing(sound, with: broken), to: file)
      let run = try await run("report", "reports/latest")
      #expect(run.refused("/run.json") && run.output.isEmpty, "\(broken): \(run.notices)")
    }
  }

  @Test("a folder without a run is rejected with an example of a run's folder")
  func noRun() async throws {
    let run = try await run("judge", ".")
    #expect(run.refused("run.json", "reports/latest"), "\(run.notices)")
  }

  /// A text with single blanks, as if it had never been wrapped.
  private func unwrapped(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("explain shows a check's requirement, reference, harms, remedies, reports and examples")
  func explain() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    let check = try #require(catalogue.checks.first { $0.id == "sse/ends-with-done" })
    let run = try await run("explain", check.id)
    #expect(run.code == 0)
    let parts =
      [check.id, check.requirement, check.reference, "ends-with-done.jq"] + check.breaks
      + check.remedy.compactMap { catalogue.remedies[$0]?.fix } + check.seen
    let text = unwrapped(run.output)
    for part in parts { #expect(text.contains(unwrapped(part)), "\(part)") }
    let wrong = try await self.run("explain", "ends-with-done")
    #expect(wrong.refused("sse/ends-with-done"), "\(wrong.notices)")
    let short = try await self.run("explain", "arguments-are-json")
    #expect(short.refused("tools/arguments-are-json"), "\(short.notices)")
  }

  @Test("explain shows a case's title, expectations and file")
  func explainCase() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    let shown = try #require(
      catalogue.cases.first { $0.id == "four-step/round-trip.stream" })
    let run = try await run("explain", shown.id)
    #expect(run.code == 0)
    let parts = [shown.id, shown.title, "round-trip.jq"] + shown.expect.map(\.text)
    for part in parts { #expect(unwrapped(run.output).contains(unwrapped(part)), "\(part)") }
  }

  @Test("list --faults names every fault and the checks that must notice it")
  func faults() async throws {
    let run = try await run("list", "--faults")
    let words = Set(run.output.split { $0.isWhitespace || $0 == "," })
    let missing = Fault.all.filter { fault in
      !words.isSuperset(of: ([fault.id] + fault.breaks).map { Substring($0) })
    }
    #expect(missing.map(\.id) == [])
  }

  @Test("list with a word lists what has it in its name or description")
  func word() async throws {
    let run = try await run("list", "--faults", "[done]")
    #expect(run.output.contains("  no-done ") && !run.output.contains("  no-call "))
    let none = try await self.run("list", "qqqq")
    #expect(none.code == 0 && none.output == "")
  }

  @Test("an unknown fault is rejected with the nearest name", arguments: ["no-dome", "nodone"])
  func unknownFault(_ name: String) async throws {
    let run = try await run("serve", "--fault", name)
    #expect(run.refused("no-done"), "\(run.notices)")
  }

  @Test("list names every check and case")
  func list() async throws {
    let run = try await run("list")
    let catalogue = try await LawHarness.shared.value.catalogue
    for id in catalogue.checks.map(\.id) + catalogue.cases.map(\.id) {
      #expect(run.output.contains("  \(id) "), "\(id)")
    }
  }

  @Test(
    "help and version are printed to standard output",
    arguments: [
      ["--help"], ["help", "run"], ["run", "--help"], ["serve", "-h"], ["judge", "--help"],
      ["list", "--help"], ["explain", "--help"], ["--version"],
    ])
  func help(_ words: [String]) async throws {
    let run = try await run(words)
    #expect(run.code == 0 && run.notices.isEmpty && run.output.contains("conformance"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(run.output)")
  }

  @Test("serve prints its URL and stops when it is interrupted")
  func serve() async throws {
    let run = try await Invocation.run(["serve"], in: scratch) { [scratch] in
      scratch.files().contains { !$0.bytes.isEmpty }
    }
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("http://127.0.0.1:"))
  }
}
