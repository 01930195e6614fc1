import Foundation
import Harness
import Testing

@testable import ReferenceServer

@Suite("The commands that need no endpoint", .serialized)
struct OfflineCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test(
    "judging a kept run again gives the same results", arguments: ["no-done", "call-id-missing"])
  func judge(_ fault: String) async throws {
    let server = try ReferenceServer(faults: [Fault.named(fault)].compactMap(\.self))
    let first = try await Invocation.run(["--endpoint", server.baseURL], in: scratch)
    // A shell completes the name of the folder to that of its record.
    let again = try await Invocation.run(
      ["judge", "reports/latest/run.json", "--json", "-"], in: scratch)
    #expect(first.code == 1 && again.code == 1)
    let kept = try scratch.json("reports/latest/run.json")
    let record =
      try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any] ?? [:]
    for key in ["results", "summary", "target", "tokens", "outcome"] {
      #expect((kept[key] as? NSObject) == (record[key] as? NSObject), "\(key)")
    }
  }

  @Test(
    "what was judged by a transcript that is lost is judged by nothing", arguments: [true, false])
  func lost(_ isDeleted: Bool) async throws {
    let server = try ReferenceServer(faults: [Fault.named("rejects-tool-turn")].compactMap(\.self))
    defer { server.stop() }
    #expect(try await Invocation.run(["--endpoint", server.baseURL], in: scratch).code == 1)
    for mode in ["", ".stream"] {
      let file = "\(scratch.path)/reports/latest/transcripts/four-step/round-trip\(mode)/1-2.json"
      if isDeleted {
        try FileManager.default.removeItem(atPath: file)
      } else {
        try Data("{".utf8).write(to: URL(filePath: file))
      }
    }
    let run = try await Invocation.run(["judge", "reports/latest"], in: scratch)
    #expect(run.code == 3, "\(run.output)")
    #expect(run.output.contains("no transcript of this step was kept"))
  }

  @Test("what spans a case is judged again by all of its trials, whatever else was chosen")
  func wide() async throws {
    let server = try ReferenceServer(
      faults: [Fault.named("streamed-argument-lost")].compactMap(\.self))
    defer { server.stop() }
    let words = ["--profile", "agent", "--only", "checks/parity/*", "--only", "parity/*"]
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL] + words, of: LawHarness.executable, in: scratch)
    #expect(run.code == 1, "\(run.output)")
    let judged = try await Invocation.run(
      ["judge", "reports/latest"], of: LawHarness.executable, in: scratch)
    #expect(judged.code == 1)
  }

  @Test("a record of which a part is missing is none")
  func partial() async throws {
    #expect(try await Invocation.run([], in: scratch).code == 0)
    let file = "\(scratch.path)/reports/latest/run.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let count = try #require(text.firstMatch(of: /"pass": \d+/)).output
    for (sound, broken) in [
      (#""verdict": "pass""#, #""verdict": "fail""#), (#""level": "must""#, #""level": "shall""#),
      (String(count), "\(count)0"),
    ] {
      try #require(text.contains(sound))
      try text.replacing(sound, with: broken).write(
        toFile: file, atomically: true, encoding: .utf8)
      let run = try await Invocation.run(["report", "reports/latest"], in: scratch)
      #expect(run.code == 2 && run.notices.contains("or not all of it"), "\(broken)")
    }
  }

  @Test("a folder that is no run is refused with what to name instead")
  func noRun() async throws {
    let run = try await Invocation.run(["judge", "."], in: scratch)
    #expect(run.code == 2)
    #expect(run.notices.contains("holds no run.json"))
  }

  @Test("explain tells requirement, reference, what breaks, remedy, reports and examples")
  func explain() async throws {
    let run = try await Invocation.run(["explain", "sse/ends-with-done"], in: scratch)
    #expect(run.code == 0)
    for part in [
      "A streamed answer", "https://", "What breaks", "What to change", "Reports of it", "Passes",
      "Fails", "ends-with-done.jq",
    ] {
      #expect(run.output.contains(part))
    }
    let wrong = try await Invocation.run(["explain", "ends-with-done"], in: scratch)
    #expect(wrong.code == 2 && wrong.notices.contains("perhaps sse/ends-with-done is meant"))
    let short = try await Invocation.run(["explain", "arguments-are-json"], in: scratch)
    #expect(short.notices.contains("perhaps tools/arguments-are-json is meant"))
  }

  @Test("explain tells of a case what it is and what it expects")
  func explainCase() async throws {
    let run = try await Invocation.run(["explain", "four-step/round-trip.stream"], in: scratch)
    #expect(run.code == 0)
    for part in ["Multi-turn round trip", "sent streamed", "step 2: ", "round-trip.jq"] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }

  @Test("list --faults names every fault with the checks that must notice it")
  func faults() async throws {
    let run = try await Invocation.run(["list", "--faults"], in: scratch)
    let words = Set(run.output.split { $0.isWhitespace || $0 == "," })
    let missing = Fault.all.filter { fault in
      !words.isSuperset(of: ([fault.id] + fault.breaks).map { Substring($0) })
    }
    #expect(missing.map(\.id) == [])
  }

  @Test("list with a word lists what has it in its name or description")
  func word() async throws {
    let run = try await Invocation.run(["list", "--faults", "[done]"], in: scratch)
    #expect(run.output.contains("  no-done ") && !run.output.contains("  no-call "))
    let none = try await Invocation.run(["list", "qqqq"], in: scratch)
    #expect(none.code == 0 && none.output == "")
  }

  @Test("an unknown fault is refused with the nearest name")
  func unknownFault() async throws {
    let run = try await Invocation.run(["serve", "--fault", "no-dome"], in: scratch)
    #expect(run.code == 2 && run.notices.contains("no-done"))
  }

  @Test("list names every check, case and profile")
  func list() async throws {
    let run = try await Invocation.run(["list"], of: LawHarness.executable, in: scratch)
    let catalogue = try await LawHarness.shared.value.catalogue
    for id in catalogue.checks.map(\.id) + catalogue.cases.map(\.id) {
      #expect(run.output.contains("  \(id) "), "\(id)")
    }
  }

  @Test(
    "help and version answer on standard output",
    arguments: [
      ["--help"], ["help", "run"], ["run", "--help"], ["serve", "-h"], ["judge", "--help"],
      ["list", "--help"], ["explain", "--help"], ["--version"],
    ])
  func help(_ words: [String]) async throws {
    let run = try await Invocation.run(words, in: scratch)
    #expect(run.code == 0 && run.notices.isEmpty && run.output.contains("conformance"))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(run.output)")
  }

  @Test("serve prints its URL and stops when told")
  func serve() async throws {
    let run = try await Invocation.run(["serve"], in: scratch) { [scratch] in
      scratch.files().contains { !$0.bytes.isEmpty }
    }
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("http://127.0.0.1:"))
    let wrong = try await Invocation.run(["serve", "--fault", "nodone"], in: scratch)
    #expect(wrong.code == 2 && wrong.notices.contains("perhaps no-done is meant"))
  }
}
