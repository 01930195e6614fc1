import Foundation
import Testing

@testable import ReferenceServer

@Suite("conformance replay: sends again what was kept, and tells what became of it", .serialized)
struct ReplayCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func run(
    _ words: String..., of executable: String = ReducedSuites.executable,
    environment: [String: String] = [:]
  ) async throws -> Invocation {
    try await Invocation.run(words, of: executable, environment: environment, in: scratch)
  }

  private func server(_ faults: String..., key: String? = nil) throws -> ReferenceServer {
    try ReferenceServer(key: key, faults: faults.compactMap(Fault.named))
  }

  @Test("what failed still fails at the same server, and is fixed at a sound one")
  func fate() async throws {
    let broken = try server("no-done")
    _ = try await run("--endpoint", broken.baseURL)
    let latest = try FileManager.default.destinationOfSymbolicLink(
      atPath: "\(scratch.path)/reports/latest")

    let again = try await run("replay", "reports/latest", "--failed")
    #expect(again.code == 1)
    #expect(again.output.contains("STILL FAILS sse/ends-with-done"), "\(again.output)")
    #expect(again.output.contains("the stream ends without `data: [DONE]`"))

    let sound = try server()
    let fixed = try await run(
      "replay", "reports/latest", "--failed", "--endpoint", sound.baseURL)
    #expect(fixed.code == 0, "\(fixed.output)\(fixed.notices)")
    #expect(fixed.output.contains("FIXED       sse/ends-with-done"), "\(fixed.output)")

    let worse = try server("no-done", "content-number", "usage-text")
    let newly = try await run("replay", "reports/latest", "--endpoint", worse.baseURL)
    #expect(newly.code == 1)
    #expect(newly.output.contains("NEWLY FAILS chat/field-types"), "\(newly.output)")

    // A part of a run does not stand for the latest one.
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(scratch.path)/reports/latest")
        == latest)
    let first = try scratch.json("reports/\(latest)/run.json")
    let folders = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/reports")
    let replays = try folders.filter { $0 != latest && $0 != "latest" }.map {
      try scratch.json("reports/\($0)/run.json")["replays"] as? String
    }
    #expect(replays.count == 3 && replays.allSatisfy { $0 == first["started"] as? String })
  }

  @Test("what another finding explains is sent again too, and is not news where that is not asked")
  func explained() async throws {
    let broken = try server("chat-500")
    let first = try await run("--endpoint", broken.baseURL)
    #expect(first.output.contains("FAILED http/refuses-no-class"), "\(first.output)")
    #expect(!first.output.contains("FAILED http/accepts-the-request"), "\(first.output)")
    let again = try await run("replay", "reports/latest", "--failed")
    #expect(again.code == 1 && again.output.contains("STILL FAILS"), "\(again.output)")
    let part = try await run("replay", "reports/latest", "--only", "four-step/tool-call*")
    #expect(part.code == 1 && !part.output.contains("NEWLY FAILS"), "\(part.output)")
    #expect(part.output.contains("STILL FAILS http/accepts-the-request"), "\(part.output)")
    let sound = try server()
    let fixed = try await run(
      "replay", "reports/latest", "--failed", "--endpoint", sound.baseURL)
    // The steps behind a refused one were never sent, so that a whole run has to judge them.
    #expect(fixed.code == 3 && fixed.output.contains("2 fixed"), "\(fixed.output)")
  }

  @Test("what was known to fail stays known, and what was sent again is no run to pin")
  func known() async throws {
    let broken = try server("no-done")
    defer { broken.stop() }
    _ = try await run("--endpoint", broken.baseURL)
    #expect(try await run("known", "write", "known.txt").code == 0)
    let held = try await run("--endpoint", broken.baseURL, "--known", "known.txt")
    #expect(held.code == 0)
    let again = try await run("replay", "reports/latest", "--reports", "again")
    #expect(again.code == 0, "\(again.output)")
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/again")
    let folder = "again/\(try #require(names.first))"
    for words in [["pin", "write", "p.json", folder], ["pin", "check", "p.json", folder]] {
      let pin = try await Invocation.run(words, in: scratch)
      #expect(pin.code == 2 && pin.notices.contains("a pin is of a run of its own"))
    }
    #expect(try await run("report", folder).code == 0)
  }

  @Test("what a sound run had nothing to ask stays as it was")
  func nothingToAsk() async throws {
    let server = try server()
    defer { server.stop() }
    let sound = try await run(
      "--endpoint", server.baseURL, "--profile", "agent", "--only", "errors/*",
      of: LawHarness.executable)
    #expect(sound.code == 0)
    let again = try await run("replay", "reports/latest", of: LawHarness.executable)
    #expect(again.code == 0, "\(again.output)")
  }

  @Test("a run that used a key is not sent again without one")
  func keyless() async throws {
    let server = try server("no-done", key: "sk-right-key")
    defer { server.stop() }
    _ = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY",
      environment: ["MY_KEY": "sk-right-key"])
    let again = try await run("replay", "reports/latest", "--failed")
    #expect(again.code == 2, "\(again.output)")
    #expect(again.notices.contains("add --endpoint \(server.baseURL) --api-key-env MY_KEY"))
  }

  @Test("what could not be judged again is told, and ends with 3")
  func unjudged() async throws {
    let sound = try server()
    defer { sound.stop() }
    #expect(try await run("--endpoint", sound.baseURL).code == 0)
    let busy = try ReferenceServer(persona: Persona(["busy=1", "retry=3600"]))
    defer { busy.stop() }
    let again = try await run("replay", "reports/latest", "--endpoint", busy.baseURL)
    #expect(again.code == 3 && again.output.contains("not judged: "), "\(again.output)")
  }

  @Test("the bytes go out as they were, with the key where it went along before")
  func bytes() async throws {
    let server = try server("no-done", key: "sk-right-key")
    _ = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--profile", "agent", "--only",
      "limits/large-body", "--only", "errors/wrong-key", "--only", "four-step/tool-call.stream",
      of: LawHarness.executable, environment: ["MY_KEY": "sk-right-key"])
    let again = try await run(
      "replay", "reports/latest", "--endpoint", server.baseURL, "--api-key-env", "MY_KEY",
      of: LawHarness.executable, environment: ["MY_KEY": "sk-right-key"])
    #expect(again.output.contains("STILL FAILS sse/ends-with-done"), "\(again.output)")
    #expect(!again.output.contains("NEWLY"), "\(again.output)")
    let runs = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/reports")
      .filter { $0 != "latest" }.sorted()
    let sent = try runs.map { run in
      let path = "\(scratch.path)/reports/\(run)/transcripts/limits/large-body/1-1.request.raw"
      return try Data(contentsOf: URL(filePath: path))
    }
    #expect(sent.count == 2 && sent[0] == sent[1] && sent[0].count > 1_000_000)
  }

  @Test("what cannot be reached is not judged, and what did not fail is not sent")
  func nothing() async throws {
    let broken = try server("no-done")
    _ = try await run("--endpoint", broken.baseURL)
    broken.stop()
    let dead = try await run("replay", "reports/latest", "--failed", "--timeout", "2")
    #expect(dead.code != 0 && !dead.output.contains("FIXED"), "\(dead.output)")

    _ = try await run()
    let sound = try await run("replay", "reports/latest", "--failed")
    #expect(sound.code == 2)
    #expect(sound.notices.contains("nothing failed in this run"), "\(sound.notices)")
  }

  @Test("a kept run that comes from elsewhere chooses no other host, and reads no other file")
  func forged() async throws {
    let server = try server("no-done")
    _ = try await run(
      "--endpoint", server.baseURL, "--only", "four-step/tool-call.stream",
      "--trials", "1")
    let file =
      "\(scratch.path)/reports/latest/transcripts/four-step/tool-call.stream/1-1.json"
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    for url in [
      "http://127.0.0.1:1/v1/chat/completions", "file:///etc/passwd", server.baseURL + "x/",
    ] {
      try Data(
        kept.replacing("\(server.baseURL)/chat/completions", with: url).utf8
      ).write(to: URL(filePath: file))
      let again = try await run("replay", "reports/latest")
      #expect(again.code == 3, "\(again.output)")
      #expect(again.output.contains("the kept request goes to"), "\(again.output)")
    }
    // A key goes to an endpoint that its owner names, never to one that a file does.
    let keyed = try await run(
      "replay", "reports/latest", "--api-key-env", "MY_KEY",
      environment: ["MY_KEY": "sk-mine-alone"])
    #expect(keyed.code == 2)
    #expect(keyed.notices.contains("--api-key-env comes with --endpoint"), "\(keyed.notices)")
  }
}
