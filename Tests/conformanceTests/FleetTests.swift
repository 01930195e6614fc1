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
    for format in ["--json", "--markdown"] {
      let over = try await Invocation.run(
        ["merge"] + parts + [format, "part-2/latest/run.json"], in: scratch)
      #expect(over.code == 2 && over.notices.contains("the place of a run's record"))
    }
    // Each part asked what the endpoint is, and the whole knows it from all of them.
    for number in 1...3 {
      let asked = "reports/latest/transcripts/preflight/\(number)-1.json"
      #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/\(asked)"))
    }
    let names = try records.map { record in
      let identity = try #require(record["identity"] as? [String: Any])
      return try #require(identity["traits"] as? [[String: Any]]).map { $0["name"] as? String }
    }
    #expect(names[0] == names[1] && names[0].contains("models"))
    server.stop()
    _ = try await invoke("--endpoint", server.baseURL, "--shard", "2/3", "--reports", "dead")
    let partly = try await invoke("merge", "part-1/latest", "dead/latest", "part-3/latest")
    #expect([1, 3].contains(partly.code) && !partly.output.contains("cannot be judged"))
    #expect(partly.output.contains("NOT JUDGED") && partly.output.contains("nothing listens"))
    try FileManager.default.removeItem(atPath: "\(scratch.path)/part-3/latest/transcripts")
    let bare = try await Invocation.run(["merge"] + parts, in: scratch)
    #expect(
      [1, 3].contains(bare.code) && bare.output.contains("no transcript of this step was kept"))
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
    #expect(told.output.contains(try Regex(#"\| drifted on 20\d\d-\d\d-\d\d \d\d:\d\d \|"#)))
    let refused = try await invoke(
      "merge", "reports/sound/latest", "reports/drifted/latest", "--junit", "all.xml")
    #expect(refused.code == 2 && refused.notices.contains("--junit is for shards of one run"))
  }

  @Test("a target whose line is wrong keeps the others from nothing")
  func wrongTarget() async throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let lines = """
      keyless \(server.baseURL) api-key-env=NOT_SET_ANYWHERE
      unpinned \(server.baseURL) pin=nowhere.json
      sound \(server.baseURL)
      """
    try lines.write(toFile: "\(scratch.path)/targets.txt", atomically: true, encoding: .utf8)
    let run = try await invoke("--targets", "targets.txt", "--quiet")
    #expect(run.code == 2, "\(run.output)\(run.notices)")
    #expect(run.notices.contains("NOT_SET_ANYWHERE") && run.notices.contains("nowhere.json"))
    for line in [
      "? keyless   not run: its command has to change", "✓ sound     conformant",
      "3 endpoints: 2 not run, 1 conformant",
    ] {
      #expect(run.output.contains(line), "\(run.output)")
    }
  }

  @Test("a part shares its risk with the others, is no run to pin, and is taken without its links")
  func parts() async throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let folder = "\(scratch.path)/suites"
    try FileManager.default.createDirectory(
      atPath: "\(folder)/deep/er", withIntermediateDirectories: true)
    let text = """
      module {title: "Deep", expect: {status: 200}};
      def request: {method: "GET", path: "/models"};
      """
    for name in ["one", "two"] {
      try text.write(toFile: "\(folder)/deep/er/\(name).jq", atomically: true, encoding: .utf8)
    }
    for number in 1...2 {
      let part = try await invoke(
        "--endpoint", server.baseURL, "--shard", "\(number)/2", "--suites", "suites",
        "--reports", "part-\(number)")
      #expect(part.code == 0, "\(part.output)\(part.notices)")
    }
    let rules = try ["part-1", "part-2"].map {
      try #require(scratch.json("\($0)/latest/run.json")["trials"] as? NSDictionary)
    }
    #expect(rules[0] == rules[1] && (rules[0]["skills"] as? Int ?? 0) > 7)
    let pin = try await invoke("pin", "write", "pin.json", "part-1/latest")
    #expect(pin.code == 2 && pin.notices.contains("conformance merge"))
    // What leads out of a part is none of its exchanges.
    let secret = "\(scratch.path)/secret.raw"
    try "secret".write(toFile: secret, atomically: true, encoding: .utf8)
    let stolen = "\(scratch.path)/part-1/latest/transcripts/preflight/1-1.response.raw"
    try FileManager.default.removeItem(atPath: stolen)
    try FileManager.default.createSymbolicLink(atPath: stolen, withDestinationPath: secret)
    let merged = try await invoke(
      "merge", "part-1/latest", "part-2/latest", "--suites", "suites", "--reports", "whole")
    #expect(merged.code == 0, "\(merged.output)\(merged.notices)")
    let kept = "\(scratch.path)/whole/latest/transcripts"
    for name in ["one", "two"] {
      #expect(FileManager.default.fileExists(atPath: "\(kept)/deep/er/\(name)/1-1.json"))
    }
    #expect(!FileManager.default.fileExists(atPath: "\(kept)/preflight/1-1.response.raw"))
  }

  @Test(
    "a line of a file of targets that cannot be read is told with its number",
    arguments: [
      ("one", "it has no URL"), ("one http://h/v1 colour=red", "`colour=red` is no option"),
      ("../x http://h/v1", "is no name"), ("one http://h/v1 shard=1/2", "is no option"),
      ("one http://h/v1\none http://i/v1", "is there twice"), ("# nothing", "names no endpoint"),
      ("one http://h/v1 reports=there", "`reports` is for all"),
      ("one http://h/v1 pin=", "`pin=` has no value"),
      (
        "one http://h/v1 json=p.json\ntwo http://i/v1 pin=p.json", "take the place of what a target"
      ),
      ("one http://h/v1 json=./targets.txt", "take the place of what a target"),
      ("latest http://h/v1", "`latest` is where the latest run is found"),
      ("one http://h/v1 json=x.json\ntwo http://i/v1 json=./x.json", "by both one and two"),
      ("one http://h/v1 json=-", "standard output tells the targets"),
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
    _ = try await invoke(
      "--endpoint", after.baseURL, "--only", "four-step/model-list", "--reports", "less")
    let less = try await invoke("diff", "b/latest", "less/latest")
    #expect(less.code == 3 && less.output.contains("it was asked less"), "\(less.output)")
    #expect(!less.output.contains("pin"))
    _ = try await invoke("--endpoint", after.baseURL, "--skip", "checks/sse/*", "--reports", "few")
    #expect(try await invoke("diff", "b/latest", "few/latest").code == 3)
    _ = try await invoke("--endpoint", "http://127.0.0.1:9/v1", "--reports", "c")
    let dead = try await invoke("diff", "a/latest", "c/latest")
    #expect(dead.code == 3 && dead.output.contains("B was not judged as A was: nothing listens"))
    // What was known to fail and is no more fails as if it were new.
    let known = try await invoke("known", "write", "known.txt", "a/latest")
    #expect(known.code == 0)
    let held = try await invoke(
      "--endpoint", before.baseURL, "--reports", "d", "--known", "known.txt")
    #expect(held.code == 0, "\(held.output)")
    #expect(try await invoke("diff", "d/latest", "a/latest").code == 1)
    #expect(try await invoke("diff", "a/latest", "d/latest").code == 0)
    let unknown = try await invoke("known", "write", "known.txt", "c/latest")
    #expect(unknown.code == 2 && unknown.notices.contains("nothing is known of it"))
  }
}
