import Foundation
import Testing

@testable import ReferenceServer

@Suite("Many endpoints, parts of a run, and two runs side by side", .serialized)
struct FleetTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func invoke(_ words: String...) async throws -> Invocation {
    try await Invocation.run(words, in: scratch)
  }

  @Test("parts that are put together come to what the whole run comes to")
  func merged() async throws {
    let server = try ReferenceServer(faults: [Fault.named("no-done")].compactMap(\.self))
    defer { server.stop() }
    let whole = try await invoke("--endpoint", server.baseURL, "--reports", "whole")
    var parts: [String] = []
    for number in 1...3 {
      let part = try await invoke(
        "--endpoint", server.baseURL, "--shard", "\(number)/3", "--reports", "part-\(number)")
      #expect([0, 1].contains(part.code))
      parts.append("part-\(number)/latest")
    }
    let merged = try await Invocation.run(["merge"] + parts + ["--junit", "j.xml"], in: scratch)
    #expect(merged.code == whole.code && whole.code == 1)
    let records = try ["whole/latest/run.json", "reports/latest/run.json"].map(scratch.json)
    for key in ["summary", "cases", "outcome"] {
      let (one, other) = (records[0][key] as? NSObject, records[1][key] as? NSObject)
      #expect(one == other, "\(key)")
    }
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/j.xml"))
    let missing = try await Invocation.run(["merge"] + parts.dropLast(), in: scratch)
    #expect(missing.code == 2 && missing.notices.contains("shard 3/3 is missing"))
  }

  @Test("a file of targets runs each, tells them side by side and ends with the worst")
  func targets() async throws {
    let sound = try ReferenceServer()
    let broken = try ReferenceServer(faults: [Fault.named("no-done")].compactMap(\.self))
    let drifted = try ReferenceServer(
      persona: Persona(["owner=vllm", "fingerprint=vllm-0.22.0-a536750c"]))
    defer { for server in [sound, broken, drifted] { server.stop() } }
    let lines = """
      # name url options
      sound   \(sound.baseURL)   model=reference-model

      broken  \(broken.baseURL)  strict
      drifted \(drifted.baseURL) expect-topology=tp2
      """
    try lines.write(
      toFile: "\(scratch.path)/targets.txt", atomically: true, encoding: .utf8)
    let run = try await invoke("--targets", "targets.txt", "--quiet", "--junit", "{name}.xml")
    #expect(run.code == 1, "\(run.output)\(run.notices)")
    for line in [
      "✓ sound    conformant: ", "✗ broken   not conformant: sse/ends-with-done",
      "! drifted  drifted: parallelism is not as expected",
      "3 endpoints: 1 conformant, 1 not conformant, 1 drifted",
    ] {
      #expect(run.output.contains(line), "\(run.output)")
    }
    for name in ["sound", "broken", "drifted"] {
      #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/\(name).xml"))
      #expect(
        FileManager.default.fileExists(atPath: "\(scratch.path)/reports/\(name)/latest/run.json"))
    }
    #expect(try await invoke("--targets", "targets.txt", "--shard", "3/3", "--quiet").code == 4)
    let overwritten = try await invoke("--targets", "targets.txt", "--junit", "all.xml")
    #expect(overwritten.code == 2 && overwritten.notices.contains("{name}"))
    let told = try await invoke(
      "merge", "reports/sound/latest", "reports/drifted/latest", "--markdown", "-")
    #expect(told.code == 4 && told.output.contains("| ! | `reports/drifted/latest`"))
  }

  @Test(
    "a line of a file of targets that cannot be read is told with its number",
    arguments: [
      ("one", "it has no URL"), ("one http://h/v1 colour=red", "`colour=red` is no option"),
      ("../x http://h/v1", "is no name"), ("one http://h/v1 shard=1/2", "is no option"),
      ("one http://h/v1\none http://i/v1", "is there twice"), ("# nothing", "names no endpoint"),
    ])
  func wrong(_ text: String, _ told: String) async throws {
    try text.write(toFile: "\(scratch.path)/targets.txt", atomically: true, encoding: .utf8)
    let run = try await invoke("--targets", "targets.txt")
    #expect(run.code == 2 && run.notices.contains(told), "\(run.notices)")
  }

  @Test("two runs side by side: what newly fails, what is fixed, what changed")
  func diff() async throws {
    let before = try ReferenceServer(
      faults: [Fault.named("no-done")].compactMap(\.self), persona: Persona(["context=8192"]))
    let after = try ReferenceServer(
      faults: [Fault.named("arguments-lose-a-brace")].compactMap(\.self),
      persona: Persona(["fingerprint=ref-1.1.0-5f1d3a7c", "context=8192"]))
    defer { for server in [before, after] { server.stop() } }
    _ = try await invoke("--endpoint", before.baseURL, "--reports", "a")
    _ = try await invoke("--endpoint", after.baseURL, "--reports", "b")
    let diff = try await invoke("diff", "a/latest", "b/latest", "--markdown", "diff.md")
    #expect(diff.code == 1)
    for line in [
      "NEWLY FAILS tools/arguments-are-json", "FIXED       sse/ends-with-done",
      "CHANGED     version changed",
    ] {
      #expect(diff.output.contains(line), "\(diff.output)")
    }
    let page = try String(contentsOfFile: "\(scratch.path)/diff.md", encoding: .utf8)
    #expect(page.contains("| FIXED | `sse/ends-with-done` |"))
    #expect(page.contains("| version changed | 1.0.0 | 1.1.0 |"))
    let back = try await invoke("diff", "b/latest", "b/latest")
    #expect(back.code == 0 && back.output.contains("no difference"), "\(back.output)")
    _ = try await invoke("--endpoint", "http://127.0.0.1:9/v1", "--reports", "c")
    let dead = try await invoke("diff", "a/latest", "c/latest")
    #expect(dead.code == 3 && dead.output.contains("B could not be judged: nothing listens"))
    let unknown = try await invoke("known", "write", "known.txt", "c/latest")
    #expect(unknown.code == 2 && unknown.notices.contains("nothing is known of it"))
  }
}
