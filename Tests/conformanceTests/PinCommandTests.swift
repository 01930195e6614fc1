import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("A pin of one server, compared with other servers", .serialized)
struct PinCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let good = [
    "owner=vllm", "fingerprint=vllm-0.22.0-tp2-a536750c", "stamps=last", "version=0.22.0",
    "context=8192",
  ]

  /// Validates the good server with some traits changed.
  private func runGood(
    _ changes: [String] = [], faults: [String] = [], words: [String] = []
  ) async throws -> Invocation {
    let names = changes.map { $0.prefix { $0 != "=" } }
    let kept = Self.good.filter { trait in !names.contains { trait.hasPrefix("\($0)=") } }
    let server = try ReferenceServer(
      faults: faults.compactMap(Fault.named), persona: Persona(kept + changes))
    defer { server.stop() }
    return try await run(["--endpoint", server.baseURL] + words)
  }

  private func writePin() async throws {
    #expect(try await runGood().code == 0)
    let write = try await run("pin", "write", "pin.json")
    #expect(write.code == 0, "\(write.notices)")
  }

  @Test("each drift has its own name, and the run exits with 4")
  func named() async throws {
    try await writePin()
    let same = try await runGood([], words: ["--pin", "pin.json", "--expect-topology", "tp2"])
    #expect(same.code == 0, "\(same.output)")
    let ways: [(changes: [String], faults: [String], drift: String)] = [
      (["fingerprint=vllm-0.23.0-tp2-a536750c"], [], "version changed 0.22.0 → 0.23.0"),
      (["fingerprint=vllm-0.22.0-a536750c"], [], "parallelism changed tp2 → none"),
      (["fingerprint=vllm-0.22.0-tp2-bbbbbbbb"], [], "configuration changed a536750c → bbbbbbbb"),
      (["fingerprint="], [], "fingerprint vanished vllm-0.22.0-tp2-a536750c → "),
      ([], ["two-replicas"], "fingerprint split-brain"),
      (["context=4096"], [], "context length changed 8192 → 4096"),
      (["models=other"], ["--model"], "models changed"),
      (["header=nginx"], [], "server header changed reference → nginx"),
      ([], ["json-as-text"], "http/json-content-type newly-fails"),
    ]
    for way in ways {
      let words = way.faults == ["--model"] ? ["--model", "reference-model"] : []
      let run = try await runGood(
        way.changes, faults: way.faults.filter { $0 != "--model" },
        words: ["--pin", "pin.json"] + words)
      #expect(run.code == 4, "\(way.drift): \(run.output)")
      let record = try scratch.record()
      #expect(record.outcome == "drifted")
      #expect(record.drifts.contains { $0.hasPrefix(way.drift) }, "\(record.drifts)")
      // The command that accepts the drift.
      #expect(run.output.contains("conformance pin write pin.json"))
    }
  }

  @Test("a pin may come through a pipe, and never overwrites a file that is not a pin")
  func files() async throws {
    try await writePin()
    let piped = try await bash(
      "exec \"$0\" --only four-step/model-list --pin <(cat pin.json) --known <(echo '# none')")
    #expect(piped.code == 4, "\(piped.printed)")
    let shown = try await bash("\"$0\" pin write /dev/stdout reports/latest --force | cat")
    #expect(shown.output.contains("conformance-pin"), "\(shown.notices)")
    try scratch.write("mine", to: "notes.txt")
    let over = try await run("pin", "write", "notes.txt")
    #expect(over.refused("notes.txt"), "\(over.notices)")
    #expect(try scratch.text("notes.txt") == "mine")
    #expect(try await run("pin", "write", "notes.txt", "--force").code == 0)
  }

  @Test("what appears, passes again or is unexpected drifts too; --drift says what a drift does")
  func others() async throws {
    #expect(try await runGood(["fingerprint="], faults: ["json-as-text"]).code == 0)
    #expect(try await run("pin", "write", "pin.json").code == 0)
    let appeared = "fingerprint appeared  → vllm-0.22.0-tp2-a536750c"
    #expect(try await runGood([], words: ["--pin", "pin.json"]).code == 4)
    let drifts = try scratch.record().drifts
    #expect(drifts.contains(appeared), "\(drifts)")
    #expect(drifts.contains("http/json-content-type newly-passes"), "\(drifts)")
    #expect(try await runGood([], words: ["--pin", "pin.json", "--drift", "warn"]).code == 0)
    let warned = try scratch.record()
    #expect(warned.drifts.contains(appeared) && warned["pin"]?["effect"] == "warn")
    let ignored = try await runGood([], words: ["--pin", "pin.json", "--drift", "ignore"])
    #expect(ignored.code == 0 && !ignored.output.contains("pin write"))
    #expect(try scratch.record()["pin"]?["effect"] == "ignore")
    let fallen = try await runGood(
      ["fingerprint=vllm-0.22.0-a536750c"], words: ["--expect-topology", "tp2"])
    #expect(fallen.code == 4)
    #expect(try scratch.record().drifts.contains("parallelism unexpected tp2 → none"))
  }

  @Test("a kept run is checked offline, and every report shows the drift")
  func offline() async throws {
    try await writePin()
    #expect(try await runGood(["context=4096"]).code == 0)
    func showsBoth(_ text: String) -> Bool { text.contains("8192") && text.contains("4096") }
    let check = try await run("pin", "check", "pin.json")
    #expect(check.code == 4 && showsBoth(check.output), "\(check.output)")
    let ignored = try await run("pin", "check", "pin.json", "--drift", "ignore")
    #expect(ignored.code == 0 && showsBoth(ignored.output), "\(ignored.output)")
    let files = ["j.xml", "t.tap", "h.html", "m.md", "a.txt", "c.json", "r.json"]
    #expect(
      try await runGood(
        ["context=4096"],
        words: [
          "--pin", "pin.json", "--junit", "j.xml", "--tap", "t.tap", "--html", "h.html",
          "--markdown", "m.md", "--annotations", "a.txt", "--ctrf", "c.json", "--json", "r.json",
        ]
      ).code == 4)
    for name in files { #expect(showsBoth(try scratch.text(name)), "\(name)") }
    let again = try await run("report", "reports/latest")
    #expect(again.code == 4 && showsBoth(again.output), "\(again.output)")
  }

  @Test("one failed request for the version is no drift, and an interrupted run proves none")
  func lapses() async throws {
    let traits = ["owner=vllm", "version=0.22.0", "fingerprint="]
    #expect(try await runGood(traits).code == 0)
    #expect(try await run("pin", "write", "pin.json").code == 0)
    let silent = try await runGood(
      ["owner=vllm", "version=", "fingerprint="], words: ["--pin", "pin.json"])
    #expect(silent.code == 0, "\(silent.output)")
    #expect(try scratch.record().minorDrifts.contains("version vanished 0.22.0 → "))
    let other = try await runGood(
      ["owner=vllm", "version=0.23.0", "fingerprint="], words: ["--pin", "pin.json"])
    #expect(other.code == 4)
    #expect(try scratch.record().drifts.contains("version changed 0.22.0 → 0.23.0"))
    #expect(try await runGood(traits, words: ["--budget", "10requests"]).code == 3)
    let early = try await run("pin", "check", "pin.json")
    #expect(early.code == 3, "\(early.output)")
  }

  @Test("a pin is written from a good run only, and a renewal shows what it changes")
  func renewal() async throws {
    try await writePin()
    #expect(try await runGood([], faults: ["no-done"]).code == 1)
    let refused = try await run("pin", "write", "pin.json")
    #expect(refused.refused("--force"), "\(refused.notices)")
    #expect(try await runGood(["fingerprint=vllm-0.23.0-tp2-a536750c"]).code == 0)
    let renewed = try await run("pin", "write", "pin.json")
    #expect(renewed.code == 0)
    #expect(renewed.output.contains("0.22.0") && renewed.output.contains("0.23.0"))
    #expect(try await run("pin", "check", "pin.json").code == 0)
  }

  @Test(
    "wrong usage is reported before anything is sent",
    arguments: [
      (["--pin", "nowhere.json"], ["conformance pin write nowhere.json"]),
      (["--expect-topology", "two"], ["--expect-topology", "two", "tp4-pp2-ep"]),
      (["--drift", "maybe"], ["--drift", "maybe", "fail", "warn", "ignore"]),
      (["pin"], ["pin write pin.json"]),
      (["pin", "renew", "p.json"], ["renew", "write", "check"]),
      (["pin", "check", "nowhere.json"], ["reports/latest"]),
    ] as [([String], [String])])
  func wrong(_ words: [String], _ tokens: [String]) async throws {
    let run = try await run(words)
    #expect(run.code == 2, "\(run.notices)")
    for token in tokens { #expect(run.notices.contains(token), "\(run.notices)") }
  }
}
