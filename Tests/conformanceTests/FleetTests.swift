import Foundation
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("conformance run --targets: many endpoints in one run", .serialized)
struct FleetTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// The line of the overview that begins with a sign and a target's name.
  private func line(_ start: String, in output: String) -> Substring? {
    output.split(separator: "\n").first { $0.hasPrefix(start) }
  }

  @Test("each target of the file is run and shown on a line; the exit code is the worst")
  func targets() async throws {
    let (sound, broken) = (try server(), try server("no-done"))
    let drifted = try server(as: ["owner=vllm", "fingerprint=vllm-0.22.0-a536750c"])
    defer { for server in [sound, broken, drifted] { server.stop() } }
    try scratch.write(
      """
      # name url options
      sound   \(sound.baseURL)   model=reference-model

      broken  \(broken.baseURL)  strict
      drifted \(drifted.baseURL) expect-topology=tp2
      """, to: "targets.txt")
    let run = try await run("--targets", "targets.txt", "--quiet", "--junit", "{name}.xml")
    #expect(run.code == 1, "\(run.printed)")
    #expect(line("✓ sound ", in: run.output) != nil, "\(run.output)")
    #expect(line("✗ broken ", in: run.output)?.contains("sse/ends-with-done") == true)
    #expect(line("! drifted ", in: run.output)?.contains("tp2") == true, "\(run.output)")
    // The summary.
    #expect(run.output.split(separator: "\n").last?.hasPrefix("3 ") == true)
    for (name, outcome) in [
      "sound": "conformant", "broken": "not-conformant", "drifted": "drifted",
    ] {
      #expect(scratch.holds("\(name).xml"))
      #expect(try scratch.record("reports/\(name)/latest").outcome == outcome)
    }
    #expect(try await self.run("--targets", "targets.txt", "--shard", "3/3", "--quiet").code == 4)
    let overwritten = try await self.run("--targets", "targets.txt", "--junit", "all.xml")
    #expect(overwritten.refused("--junit all.xml", "{name}"), "\(overwritten.notices)")
    let kept = ["reports/sound/latest", "reports/drifted/latest"]
    let table = try await self.run(["merge"] + kept + ["--markdown", "-"])
    #expect(table.code == 4 && table.output.contains("| ! | `reports/drifted/latest`"))
    // The day and time of a kept run.
    #expect(table.output.contains(try Regex(#" 20\d\d-\d\d-\d\d \d\d:\d\d \|"#)))
    let refused = try await self.run(["merge"] + kept + ["--junit", "all.xml"])
    #expect(refused.refused("--junit", "--markdown"), "\(refused.notices)")
  }

  @Test("a target with a wrong line does not prevent the others")
  func wrongTarget() async throws {
    let server = try server()
    defer { server.stop() }
    try scratch.write(
      """
      keyless \(server.baseURL) api-key-env=NOT_SET_ANYWHERE
      unpinned \(server.baseURL) pin=nowhere.json
      sound \(server.baseURL)
      """, to: "targets.txt")
    let run = try await run("--targets", "targets.txt", "--quiet")
    #expect(run.refused("NOT_SET_ANYWHERE", "nowhere.json"), "\(run.printed)")
    for start in ["? keyless ", "? unpinned ", "✓ sound ", "3 "] {
      #expect(line(start, in: run.output) != nil, "\(run.output)")
    }
    #expect(try scratch.record("reports/sound/latest").outcome == "conformant")
  }

  /// A line, or several, that a file of targets cannot have, and what the error message must name.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let tokens: [String]

    init(_ text: String, names tokens: String...) {
      self.text = text
      self.tokens = tokens
    }

    var testDescription: String { text.debugDescription }
  }

  @Test(
    "a wrong line in a file of targets is reported with its number",
    arguments: [
      Mistake("one", names: "targets.txt:1: "),
      Mistake("one http://h/v1 colour=red", names: "targets.txt:1: ", "colour=red"),
      Mistake("../x http://h/v1", names: "targets.txt:1: ", "../x"),
      Mistake("one http://h/v1 shard=1/2", names: "targets.txt:1: ", "shard=1/2"),
      Mistake("one http://h/v1\none http://i/v1", names: "targets.txt:2: ", "one"),
      Mistake("# nothing", names: "targets.txt"),
      Mistake("one http://h/v1 reports=there", names: "targets.txt:1: ", "--reports"),
      Mistake("one http://h/v1 pin=", names: "targets.txt:1: ", "pin="),
      Mistake("one http://h/v1 json=p.json\ntwo http://i/v1 pin=p.json", names: "--json p.json"),
      Mistake("one http://h/v1 json=./targets.txt", names: "--json ./targets.txt", "--targets"),
      Mistake("latest http://h/v1", names: "targets.txt:1: ", "latest"),
      Mistake(
        "one http://h/v1 json=x.json\ntwo http://i/v1 json=./x.json", names: "--json", "one", "two"),
      Mistake("one http://h/v1 json=-", names: "--json -", "--targets"),
    ])
  func wrong(_ mistake: Mistake) async throws {
    try scratch.write(mistake.text, to: "targets.txt")
    let run = try await run("--targets", "targets.txt")
    #expect(run.code == 2 && !scratch.holds("reports"))
    for token in mistake.tokens { #expect(run.notices.contains(token), "\(run.notices)") }
  }
}
