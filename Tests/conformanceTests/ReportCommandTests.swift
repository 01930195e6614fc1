import Foundation
import Reports
import Testing

@testable import ReferenceServer

@Suite("Reports in every form: at the end of a run, and of a kept one", .serialized)
struct ReportCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(_ words: [String], environment: [String: String] = [:]) async throws
    -> Invocation
  {
    try await Invocation.run(words, environment: environment, in: scratch)
  }

  private static let all = ReportFormat.allCases.flatMap {
    ["--\($0.rawValue)", "out.\($0.rawValue)"]
  }

  /// A server that is not conformant, and repeats the key in whatever it says.
  private func server(repeating key: String) throws -> ReferenceServer {
    let percent = key.utf8.map { String(format: "%%%02X", $0) }.joined()
    let echo = Fault(
      "echo", "The key is repeated in every answer.", unjudged: "for this test",
      by: .reply { reply, _ in reply["X-Echo"] = "Bearer \(key)" },
      .document { $0["object"] = .string("\(key) \(percent)") },
      .events { events in events.updateChunks { $0["object"] = .string(key) } })
    let faults = [echo, Fault.named("no-done")].compactMap(\.self)
    return try ReferenceServer(key: key, faults: faults)
  }

  @Test("the key appears in none of them, though findings quote what repeats it")
  func keyNowhere() async throws {
    let key = "sk-Secret/+0123456789="
    let server = try server(repeating: key)
    let run = try await run(
      ["--endpoint", server.baseURL, "--api-key-env", "MY_KEY"] + Self.all,
      environment: ["MY_KEY": key])
    #expect(run.code == 1, "\(run.notices)")
    let spellings = [
      key, Data(key.utf8).base64EncodedString(),
      key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key,
      key.replacing("/", with: "\\/"),
    ]
    let files = scratch.files()
    for (name, bytes) in files {
      for spelling in spellings {
        #expect(bytes.firstRange(of: Data(spelling.utf8)) == nil, "\(name) holds \(spelling)")
      }
    }
    for format in ReportFormat.allCases {
      let name = "out.\(format.rawValue)"
      let report = files.first { $0.name == name }?.bytes ?? Data()
      let telling = format == .har ? "data: {" : "sse/ends-with-done"
      #expect(report.firstRange(of: Data(telling.utf8)) != nil, "\(name) does not tell")
    }
    // What repeats a request names the variable.
    #expect(run.output.contains("\"Authorization: Bearer $MY_KEY\""))
  }

  @Test("a kept run is reported as it was at its end, and ends the same way")
  func kept() async throws {
    let server = try server(repeating: "none")
    let first = try await run(
      ["--endpoint", server.baseURL, "--api-key-env", "MY_KEY"] + Self.all,
      environment: ["MY_KEY": "none"])
    let before = scratch.files().filter { $0.name.hasPrefix("out.") }
    #expect(before.count == ReportFormat.allCases.count)
    let again = try await run(["report", "reports/latest"] + Self.all)
    #expect(again.code == 1 && first.code == 1)
    let kept = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(scratch.path)/reports/latest")
    for (name, bytes) in before {
      let fresh = String(
        decoding: FileManager.default.contents(atPath: "\(scratch.path)/\(name)") ?? Data(),
        as: UTF8.self)
      // The folder goes by another name.
      #expect(
        fresh.replacing("reports/latest", with: "reports/\(kept)")
          == String(decoding: bytes, as: UTF8.self), "\(name)")
    }
    // The record alone tells what it can.
    let alone = try await run(["report", "out.json", "--markdown", "-"])
    #expect(alone.code == 1 && alone.output.contains("sse/ends-with-done"))
    #expect(!alone.output.contains("curl"))
  }

  @Test(
    "what cannot be reported is told before anything is written",
    arguments: [
      (["--json", "-", "--junit", "-"], "--json and --junit both write to -"),
      (["--html", "x", "--har", "x"], "--html and --har both write to x"),
      (["--tap", "nowhere/x"], "--tap nowhere/x cannot be written"),
    ])
  func refused(_ words: [String], _ says: String) async throws {
    let run = try await run(words)
    #expect(run.code == 2)
    #expect(run.notices.contains(says), "\(run.notices)")
    #expect(run.output.isEmpty)
  }

  @Test("a record that comes from elsewhere neither reads other files nor writes commands")
  func forged() async throws {
    let server = try server(repeating: "none")
    _ = try await run(
      ["--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--json", "out.json"],
      environment: ["MY_KEY": "none"])
    let kept = try String(contentsOfFile: "\(scratch.path)/out.json", encoding: .utf8)
    #expect(kept.contains(#""transcript": "transcripts/"#) && kept.contains(#""MY_KEY""#))
    let outside = "\(scratch.path)/outside.json"
    try Data(#"{"request": {"url": "http://outside", "headers": [], "body": null}}"#.utf8)
      .write(to: URL(filePath: outside))
    for path in ["../../outside.json", "transcripts/../../../outside.json"] {
      let forged = kept.replacing(/"transcript": "[^"]*"/, with: "\"transcript\": \"\(path)\"")
        .replacing(#""MY_KEY""#, with: #""X$(touch y)""#)
      try Data(forged.utf8).write(
        to: URL(filePath: "\(scratch.path)/reports/latest/run.json"))
      let run = try await run(["report", "reports/latest", "--html", "out.html"])
      let page = try String(contentsOfFile: "\(scratch.path)/out.html", encoding: .utf8)
      #expect(!(run.output + page).contains("http://outside"), "\(path)")
      #expect(!(run.output + page).contains("touch y"))
    }
  }

  @Test("a report may take the place of the record that it is made from")
  func inPlace() async throws {
    _ = try await run([])
    let run = try await run(
      ["report", "reports/latest", "--json", "reports/latest/run.json"])
    #expect(run.code == 0, "\(run.notices)")
    #expect(try scratch.json("reports/latest/run.json")["conformant"] as? Bool == true)
  }

  @Test("numbers that no run has do no harm to any report")
  func numbers() async throws {
    _ = try await run([])
    let folder = "\(scratch.path)/reports/latest"
    func forge(_ name: String, _ key: String, _ number: String) throws {
      let file = "\(folder)/\(name)"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let forged = text.replacing(
        try Regex(#""\#(key)": ?[0-9.e+-]+"#), with: "\"\(key)\": \(number)")
      try #require(forged != text, "\(key)")
      try forged.write(toFile: file, atomically: true, encoding: .utf8)
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
      let diff = try await self.run(["diff", "reports/latest", "reports/latest"])
      #expect([0, 1, 3].contains(diff.code) && diff.output.contains("A  http"), "\(number)")
    }
  }

  @Test(
    "what is written goes where its name leads, and is made room for only when its command is sound"
  )
  func places() async throws {
    let (real, link) = ("\(scratch.path)/real.json", "\(scratch.path)/link.json")
    try "before".write(toFile: real, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
    let wrong = try await run(["--json", "link.json", "--trials", "many"])
    #expect(wrong.code == 2)
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "before")
    let same = try await run(["--json", "link.json", "--known", "./real.json"])
    #expect(same.code == 2 && same.notices.contains("take the place of what --known reads"))
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "before")
    #expect(try await run(["--json", "link.json", "--tap", "/dev/null"]).code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    #expect(try scratch.json("real.json")["conformant"] as? Bool == true)
    let piped = try await Invocation.run(
      ["-c", "exec \"$0\" report reports/latest --tap >(cat >tap.txt)", LawHarness.executable],
      of: "/bin/bash", in: scratch)
    #expect(piped.code == 0, "\(piped.notices)")
    chmod(real, 0o600)
    #expect(try await run(["--json", "link.json"]).code == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let lent = try await Invocation.run(
      [
        "-c", "echo history >log; exec \"$0\" report reports/latest --tap /dev/stdout >>log",
        LawHarness.executable,
      ], of: "/bin/bash", in: scratch)
    let log = try String(contentsOfFile: "\(scratch.path)/log", encoding: .utf8)
    #expect(lent.code == 0 && log.hasPrefix("history\n") && log.contains("TAP version"))
    let record = try await run(
      ["report", "reports/latest", "--junit", "reports/latest/run.json"])
    #expect(record.code == 2 && record.notices.contains("the place of a run's record"))
    #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    let unread = try await run(["report", "reports/latest", "--tap", "pipe"])
    #expect(unread.code == 2 && unread.notices.contains("pipe cannot be written"))
  }

  @Test("a folder that holds no run is told")
  func nothing() async throws {
    let run = try await run(["report", "."])
    #expect(run.code == 2)
    #expect(run.notices.contains("holds no run.json"), "\(run.notices)")
  }
}
