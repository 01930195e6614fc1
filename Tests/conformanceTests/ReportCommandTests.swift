import JSONText
import Foundation
import Reports
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("conformance report: every format, at the end of a run and of a kept run", .serialized)
struct ReportCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let all = ReportFormat.allCases.flatMap {
    ["--\($0.rawValue)", "out.\($0.rawValue)"]
  }

  /// Validates a server with a fault, and a key in the variable MY_KEY.
  private func runWithKey(_ words: [String]) async throws -> Invocation {
    let server = try server("no-done", key: "none")
    defer { server.stop() }
    return try await run(
      ["--endpoint", server.baseURL, "--api-key-env", "MY_KEY"] + words,
      environment: ["MY_KEY": "none"])
  }

  @Test("the reports of a kept run are those of its end, with the same exit code")
  func kept() async throws {
    let first = try await runWithKey(Self.all)
    let before = scratch.files().filter { $0.name.hasPrefix("out.") }
    #expect(before.count == ReportFormat.allCases.count)
    let again = try await run(["report", "reports/latest"] + Self.all)
    #expect(again.code == 1 && first.code == 1)
    let kept = try #require(scratch.runs().first)
    for (name, bytes) in before {
      // The folder has another name.
      #expect(
        try scratch.text(name).replacing("reports/latest", with: "reports/\(kept)")
          == String(decoding: bytes, as: UTF8.self), "\(name)")
    }
    // The record without its folder is enough for a report without commands.
    let alone = try await run("report", "out.json", "--markdown", "-")
    #expect(alone.code == 1 && alone.output.contains("sse/ends-with-done"))
    #expect(!alone.output.contains("curl"))
  }

  @Test(
    "an output that cannot be written is rejected before anything is sent",
    arguments: [
      (["--json", "-", "--junit", "-"], ["--json", "--junit"]),
      (["--html", "x", "--har", "x"], ["--html", "--har", "x"]),
      (["--tap", "nowhere/x"], ["--tap nowhere/x"]),
    ])
  func refused(_ words: [String], _ tokens: [String]) async throws {
    let run = try await run(words)
    #expect(run.code == 2)
    for token in tokens { #expect(run.notices.contains(token), "\(run.notices)") }
    #expect(run.output.isEmpty)
    #expect(!scratch.holds("reports"))
  }

  @Test("a record from another machine cannot read other files or inject commands")
  func forged() async throws {
    _ = try await runWithKey(["--json", "out.json"])
    let kept = try scratch.text("out.json")
    #expect(kept.contains(#""transcript": "transcripts/"#) && kept.contains(#""MY_KEY""#))
    try scratch.write(
      #"{"request": {"url": "http://outside", "headers": [], "body": null}}"#, to: "outside.json")
    for path in ["../../outside.json", "transcripts/../../../outside.json"] {
      let forged = kept.replacing(/"transcript": "[^"]*"/, with: "\"transcript\": \"\(path)\"")
        .replacing(#""MY_KEY""#, with: #""X$(touch y)""#)
      try scratch.write(forged, to: "reports/latest/run.json")
      let run = try await run("report", "reports/latest", "--html", "out.html")
      let page = try scratch.text("out.html")
      #expect(!(run.output + page).contains("http://outside"), "\(path)")
      #expect(!(run.output + page).contains("touch y"))
    }
  }

  @Test("--json may overwrite the record that it is made from")
  func inPlace() async throws {
    _ = try await run()
    let run = try await run("report", "reports/latest", "--json", "reports/latest/run.json")
    #expect(run.code == 0, "\(run.notices)")
    #expect(try scratch.record()["conformant"] == true)
  }

  @Test("impossible numbers in a record break no report")
  func numbers() async throws {
    _ = try await run()
    func forge(_ name: String, _ key: String, _ number: String) throws {
      let text = try scratch.text("reports/latest/\(name)")
      let forged = text.replacing(
        try Regex(#""\#(key)": ?[0-9.e+-]+"#), with: "\"\(key)\": \(number)")
      try #require(forged != text, "\(key)")
      try scratch.write(forged, to: "reports/latest/\(name)")
    }
    for number in ["1e300", "-1e300", "9223372036854775807"] {
      for key in ["elapsed_ms", "prompt", "requests", "step", "trial", "skills"] {
        try forge("run.json", key, number)
      }
      for key in ["total_ms", "started_ms", "first_byte_ms", "at_ms"] {
        try forge("transcripts/four-step/tool-call.stream/1-1.json", key, number)
      }
      let run = try await run(["report", "reports/latest"] + Self.all)
      #expect([0, 3].contains(run.code), "\(number): \(run.notices)")
      let diff = try await self.run("diff", "reports/latest", "reports/latest")
      #expect([0, 1, 3].contains(diff.code) && diff.output.contains("http"), "\(number)")
    }
  }

  @Test("output follows links, and files are replaced only by a valid command")
  func places() async throws {
    let (real, link) = ("\(scratch.path)/real.json", "\(scratch.path)/link.json")
    try scratch.write("before", to: "real.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
    let wrong = try await run("--json", "link.json", "--trials", "many")
    #expect(wrong.code == 2)
    #expect(try scratch.text("real.json") == "before")
    let same = try await run("--json", "link.json", "--known", "./real.json")
    #expect(same.refused("--json link.json", "--known"), "\(same.notices)")
    #expect(try scratch.text("real.json") == "before")
    #expect(try await run("--json", "link.json", "--tap", "/dev/null").code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    #expect(try scratch.json("real.json")["conformant"] == true)
    chmod(real, 0o600)
    #expect(try await run("--json", "link.json").code == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let record = try await run("report", "reports/latest", "--junit", "reports/latest/run.json")
    #expect(record.refused("--junit reports/latest/run.json"), "\(record.notices)")
  }

  @Test("output may go to a pipe or to an inherited descriptor")
  func pipes() async throws {
    #expect(try await run().code == 0)
    let piped = try await bash("exec \"$0\" report reports/latest --tap >(cat >tap.txt)")
    #expect(piped.code == 0, "\(piped.notices)")
    let inherited = try await bash(
      "echo history >log; exec \"$0\" report reports/latest --tap /dev/stdout >>log")
    let log = try scratch.text("log")
    #expect(inherited.code == 0 && log.hasPrefix("history\n") && log.contains("TAP version"))
    #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    let unread = try await run("report", "reports/latest", "--tap", "pipe")
    #expect(unread.refused("--tap", "pipe"), "\(unread.notices)")
  }

  @Test("a folder without a run is rejected")
  func nothing() async throws {
    let run = try await run("report", ".")
    #expect(run.refused("run.json", "reports/latest"), "\(run.notices)")
  }
}
