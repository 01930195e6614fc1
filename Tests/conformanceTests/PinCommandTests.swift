import Foundation
import Testing

@testable import ReferenceServer

@Suite("A pin of one server, held against others", .serialized)
struct PinCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let good = [
    "owner=vllm", "fingerprint=vllm-0.22.0-tp2-a536750c", "stamps=last", "version=0.22.0",
    "context=8192",
  ]

  private func run(
    _ changes: [String] = [], faults: [String] = [], words: [String] = []
  ) async throws -> Invocation {
    let names = changes.map { $0.prefix { $0 != "=" } }
    let kept = Self.good.filter { trait in !names.contains { trait.hasPrefix("\($0)=") } }
    let server = try ReferenceServer(
      faults: faults.compactMap(Fault.named), persona: Persona(kept + changes))
    defer { server.stop() }
    return try await Invocation.run(["--endpoint", server.baseURL] + words, in: scratch)
  }

  private func written() async throws {
    #expect(try await run().code == 0)
    let write = try await Invocation.run(["pin", "write", "pin.json"], in: scratch)
    #expect(write.code == 0, "\(write.notices)")
  }

  @Test("each way in which they differ has its own name, and ends with 4")
  func named() async throws {
    try await written()
    let same = try await run([], words: ["--pin", "pin.json", "--expect-topology", "tp2"])
    #expect(same.code == 0, "\(same.output)")
    let ways: [(changes: [String], faults: [String], told: String)] = [
      (["fingerprint=vllm-0.23.0-tp2-a536750c"], [], "version changed: 0.22.0 → 0.23.0"),
      (["fingerprint=vllm-0.22.0-a536750c"], [], "parallelism changed: tp2 → none"),
      (["fingerprint=vllm-0.22.0-tp2-bbbbbbbb"], [], "configuration changed: a536750c → bbbbbbbb"),
      (["fingerprint="], [], "fingerprint vanished: was vllm-0.22.0-tp2-a536750c"),
      ([], ["two-replicas"], "split brain: several values of fingerprint"),
      (["context=4096"], [], "context length changed: 8192 → 4096"),
      (["models=other"], ["--model"], "models changed"),
      (["header=nginx"], [], "server header changed: reference → nginx"),
      ([], ["json-as-text"], "http/json-content-type newly fails"),
    ]
    for way in ways {
      let words = way.faults == ["--model"] ? ["--model", "reference-model"] : []
      let run = try await run(
        way.changes, faults: way.faults.filter { $0 != "--model" },
        words: ["--pin", "pin.json"] + words)
      #expect(run.code == 4, "\(way.told): \(run.output)")
      #expect(run.output.contains("DRIFTED  from pin.json"))
      #expect(run.output.contains(way.told), "\(way.told): \(run.output)")
      #expect(run.output.contains("conformance pin write pin.json"))
    }
  }

  @Test("a pin may come through a pipe, and is written over nothing else")
  func files() async throws {
    try await written()
    let words = "--only four-step/model-list --pin <(cat pin.json) --known <(echo '# none')"
    let piped = try await Invocation.run(
      ["-c", "exec \"$0\" \(words)", LawHarness.executable], of: "/bin/bash", in: scratch)
    #expect(piped.code == 4, "\(piped.output)\(piped.notices)")
    let shown = try await Invocation.run(
      ["-c", "\"$0\" pin write /dev/stdout reports/latest --force | cat", LawHarness.executable],
      of: "/bin/bash", in: scratch)
    #expect(shown.output.contains("conformance-pin"), "\(shown.notices)")
    let notes = "\(scratch.path)/notes.txt"
    try "mine".write(toFile: notes, atomically: true, encoding: .utf8)
    let over = try await Invocation.run(["pin", "write", "notes.txt"], in: scratch)
    #expect(over.code == 2 && over.notices.contains("it is not JSON"), "\(over.notices)")
    #expect(try String(contentsOfFile: notes, encoding: .utf8) == "mine")
    let forced = try await Invocation.run(["pin", "write", "notes.txt", "--force"], in: scratch)
    #expect(forced.code == 0)
  }

  @Test("what appears, passes again or is not as expected; and what --drift makes of it")
  func others() async throws {
    #expect(try await run(["fingerprint="], faults: ["json-as-text"]).code == 0)
    #expect(try await Invocation.run(["pin", "write", "pin.json"], in: scratch).code == 0)
    let better = try await run([], words: ["--pin", "pin.json"])
    #expect(better.code == 4)
    #expect(better.output.contains("fingerprint appeared: is vllm-0.22.0-tp2-a536750c"))
    #expect(better.output.contains("http/json-content-type newly passes"))
    let warned = try await run([], words: ["--pin", "pin.json", "--drift", "warn"])
    #expect(warned.code == 0 && warned.output.contains("fingerprint appeared"))
    let ignored = try await run([], words: ["--pin", "pin.json", "--drift", "ignore"])
    #expect(ignored.code == 0 && !ignored.output.contains("appeared"))
    let fallen = try await run(
      ["fingerprint=vllm-0.22.0-a536750c"], words: ["--expect-topology", "tp2"])
    #expect(fallen.code == 4)
    #expect(fallen.output.contains("parallelism is not as expected: asked tp2, is none"))
  }

  @Test("a kept run is checked offline, and every report tells the drift")
  func offline() async throws {
    try await written()
    #expect(try await run(["context=4096"]).code == 0)
    let check = try await Invocation.run(["pin", "check", "pin.json"], in: scratch)
    #expect(check.code == 4 && check.output.contains("context length changed: 8192 → 4096"))
    let told = try await Invocation.run(
      ["pin", "check", "pin.json", "--drift", "ignore"], in: scratch)
    #expect(told.code == 0 && told.output.contains("context length changed: 8192 → 4096"))
    #expect(
      try await run(
        ["context=4096"],
        words: [
          "--pin", "pin.json", "--junit", "j.xml", "--tap", "t.tap", "--html", "h.html",
          "--markdown", "m.md", "--annotations", "a.txt", "--ctrf", "c.json", "--json", "r.json",
        ]
      ).code == 4)
    for name in ["j.xml", "t.tap", "h.html", "m.md", "a.txt", "c.json", "r.json"] {
      let text = try String(contentsOfFile: "\(scratch.path)/\(name)", encoding: .utf8)
      #expect(text.contains("context length"), "\(name)")
      #expect(text.contains("4096"), "\(name)")
    }
    let again = try await Invocation.run(["report", "reports/latest"], in: scratch)
    #expect(again.code == 4 && again.output.contains("DRIFTED  from pin.json"))
  }

  @Test("a version endpoint that fails once is no drift, and a run that ended early proves none")
  func lapses() async throws {
    let traits = ["owner=vllm", "version=0.22.0", "fingerprint="]
    #expect(try await run(traits).code == 0)
    #expect(try await Invocation.run(["pin", "write", "pin.json"], in: scratch).code == 0)
    let silent = try await run(
      ["owner=vllm", "version=", "fingerprint="], words: ["--pin", "pin.json"])
    #expect(silent.code == 0, "\(silent.output)")
    #expect(silent.output.contains("(version vanished: was 0.22.0)"), "\(silent.output)")
    let other = try await run(
      ["owner=vllm", "version=0.23.0", "fingerprint="], words: ["--pin", "pin.json"])
    #expect(other.code == 4 && other.output.contains("version changed: 0.22.0 → 0.23.0"))
    #expect(try await run(traits, words: ["--budget", "10requests"]).code == 3)
    let early = try await Invocation.run(["pin", "check", "pin.json"], in: scratch)
    #expect(early.code == 3, "\(early.output)")
    #expect(early.output.contains("the run did not come to its end"), "\(early.output)")
  }

  @Test("a pin is written of a good run only, and tells what a renewal changes")
  func renewal() async throws {
    try await written()
    #expect(try await run([], faults: ["no-done"]).code == 1)
    let refused = try await Invocation.run(["pin", "write", "pin.json"], in: scratch)
    #expect(refused.code == 2 && refused.notices.contains("--force"))
    #expect(try await run(["fingerprint=vllm-0.23.0-tp2-a536750c"]).code == 0)
    let renewed = try await Invocation.run(["pin", "write", "pin.json"], in: scratch)
    #expect(renewed.code == 0 && renewed.output.contains("version changed: 0.22.0 → 0.23.0"))
  }

  @Test(
    "what is wrong is said before anything is sent",
    arguments: [
      (["--pin", "nowhere.json"], "conformance pin write nowhere.json"),
      (["--expect-topology", "two"], "tp4-pp2-ep"), (["--drift", "maybe"], "fail, warn, ignore"),
      (["pin"], "pin write pin.json"), (["pin", "renew", "p.json"], "write or check"),
      (["pin", "check", "nowhere.json"], "reports/latest"),
    ])
  func wrong(_ words: [String], _ told: String) async throws {
    let run = try await Invocation.run(words, in: scratch)
    #expect(run.code == 2, "\(run.notices)")
    #expect(run.notices.contains(told), "\(run.notices)")
  }
}
