import Harness
import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer
@testable import Reports

@Suite("conformance replay: sends the requests of a kept run again and compares", .serialized)
struct ReplayCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// The newest run, which a replay does not make the latest.
  private func replayed() throws -> KeptRecord {
    try scratch.record("reports/\(#require(scratch.runs().last))")
  }

  /// What the replay that was just made reports of each check.
  private func fates(since kept: KeptRecord) throws -> [ChangeKind: Set<String>] {
    try kept.changes(in: replayed())
  }

  @Test("a failure still fails at the same server, and is fixed at a sound one")
  func fate() async throws {
    let check = "sse/ends-with-done"
    let broken = try server("no-done")
    _ = try await run("--endpoint", broken.baseURL)
    let (latest, kept) = (try #require(scratch.runs().first), try scratch.record())

    let again = try await run("replay", "reports/latest", "--failed")
    #expect(again.code == 1 && again.output.contains(check), "\(again.output)")
    #expect(try fates(since: kept)[.stillFails] == [check])

    let sound = try server()
    let fixed = try await run("replay", "reports/latest", "--failed", "--endpoint", sound.baseURL)
    #expect(fixed.code == 0 && fixed.output.contains(check), "\(fixed.printed)")
    #expect(try fates(since: kept)[.fixed] == [check])

    let worse = try server("no-done", "content-number", "usage-text")
    let newly = try await run("replay", "reports/latest", "--endpoint", worse.baseURL)
    #expect(newly.code == 1 && newly.output.contains("chat/field-types"), "\(newly.output)")
    #expect(try fates(since: kept)[.newlyFails]?.contains("chat/field-types") == true)

    // A replay does not become the latest run.
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: "\(scratch.path)/reports/latest")
        == latest)
    let replays = try scratch.runs().dropFirst().map {
      try scratch.record("reports/\($0)")["replays"]
    }
    #expect(replays.count == 3 && replays.allSatisfy { $0 == kept["started"] })
  }

  @Test("a failure that another finding explains is sent again too, and is not new")
  func explained() async throws {
    let broken = try server("chat-500")
    _ = try await run("--endpoint", broken.baseURL)
    let kept = try scratch.record()
    let (cause, effect) = ("http/refuses-no-class", "http/accepts-the-request")
    #expect(kept.checks(.failed).contains(cause) && !kept.failed.contains(effect))
    #expect(kept.explained[effect] == cause)
    #expect(try await run("replay", "reports/latest", "--failed").code == 1)
    #expect(try fates(since: kept)[.stillFails]?.isEmpty == false)
    let part = try await run("replay", "reports/latest", "--only", "four-step/tool-call*")
    #expect(part.code == 1)
    let fates = try fates(since: kept)
    #expect(fates[.newlyFails] == nil && fates[.stillFails]?.contains(effect) == true, "\(fates)")
    let sound = try server()
    let fixed = try await run("replay", "reports/latest", "--failed", "--endpoint", sound.baseURL)
    // The steps after a refused one were never sent, so only a complete run can judge them.
    #expect(fixed.code == 3)
    #expect(try self.fates(since: kept)[.fixed]?.count == 2, "\(fixed.output)")
  }

  @Test("a known failure stays known, and a replay cannot be pinned")
  func known() async throws {
    let broken = try server("no-done")
    defer { broken.stop() }
    _ = try await run("--endpoint", broken.baseURL)
    #expect(try await run("known", "write", "known.txt").code == 0)
    let passing = try await run("--endpoint", broken.baseURL, "--known", "known.txt")
    #expect(passing.code == 0)
    let again = try await run("replay", "reports/latest", "--reports", "again")
    #expect(again.code == 0, "\(again.output)")
    let folder = "again/\(try #require(scratch.runs(below: "again").first))"
    #expect(try scratch.record(folder).checks(.known) == ["sse/ends-with-done"])
    for action in ["write", "check"] {
      let pin = try await run("pin", action, "p.json", folder)
      #expect(pin.refused(folder), "\(pin.notices)")
    }
    #expect(!scratch.holds("p.json"))
    #expect(try await run("report", folder).code == 0)
  }

  @Test("a replay of a run without chat requests has the same outcome")
  func nothingToAsk() async throws {
    let server = try server()
    defer { server.stop() }
    let sound = try await run(
      "--endpoint", server.baseURL, "--profile", "agent", "--only", "errors/*")
    #expect(sound.code == 0)
    let again = try await run("replay", "reports/latest")
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
    #expect(
      again.refused("--endpoint \(server.baseURL) --api-key-env MY_KEY"), "\(again.notices)")
  }

  @Test("a replay that could not be judged exits with 3")
  func unjudged() async throws {
    let sound = try server()
    defer { sound.stop() }
    #expect(try await run("--endpoint", sound.baseURL).code == 0)
    let busy = try server(as: ["busy=1", "retry=3600"])
    defer { busy.stop() }
    let again = try await run("replay", "reports/latest", "--endpoint", busy.baseURL)
    #expect(again.code == 3, "\(again.output)")
    #expect(try replayed().count(.inconclusive) > 0)
  }

  @Test("the bytes are sent unchanged, with the key if it was sent before")
  func bytes() async throws {
    let server = try server("no-done", key: "sk-right-key")
    _ = try await run(
      "--endpoint", server.baseURL, "--api-key-env", "MY_KEY", "--profile", "agent", "--only",
      "limits/large-body", "--only", "errors/wrong-key", "--only", "four-step/tool-call.stream",
      environment: ["MY_KEY": "sk-right-key"])
    let kept = try scratch.record()
    _ = try await run(
      "replay", "reports/latest", "--endpoint", server.baseURL, "--api-key-env", "MY_KEY",
      environment: ["MY_KEY": "sk-right-key"])
    let fates = try fates(since: kept)
    #expect(fates[.stillFails]?.contains("sse/ends-with-done") == true)
    #expect(fates[.newlyFails] == nil, "\(fates)")
    let sent = try scratch.runs().map { run in
      let path = "\(scratch.path)/reports/\(run)/transcripts/limits/large-body/1-1.request.raw"
      return try Data(contentsOf: URL(filePath: path))
    }
    #expect(sent.count == 2 && sent[0] == sent[1] && sent[0].count > 1_000_000)
  }

  @Test("an unreachable endpoint fixes nothing, and --failed sends nothing of a sound run")
  func nothing() async throws {
    let broken = try server("no-done")
    _ = try await run("--endpoint", broken.baseURL)
    let kept = try scratch.record()
    broken.stop()
    let dead = try await run("replay", "reports/latest", "--failed", "--timeout", "2")
    #expect(dead.code != 0)
    #expect(try fates(since: kept)[.fixed] == nil)

    _ = try await run()
    let count = try scratch.runs().count
    let sound = try await run("replay", "reports/latest", "--failed")
    #expect(sound.code == 2 && sound.output.isEmpty, "\(sound.notices)")
    #expect(try scratch.runs().count == count)
  }

  @Test("a run from another machine cannot select another host or read another file")
  func forged() async throws {
    let server = try server("no-done")
    _ = try await run(
      "--endpoint", server.baseURL, "--only", "four-step/tool-call.stream", "--trials", "1")
    let file = "reports/latest/transcripts/four-step/tool-call.stream/1-1.json"
    let kept = try scratch.text(file)
    for url in [
      "http://127.0.0.1:1/v1/chat/completions", "file:///etc/passwd", server.baseURL + "x/",
    ] {
      try scratch.write(kept.replacing("\(server.baseURL)/chat/completions", with: url), to: file)
      let again = try await run("replay", "reports/latest")
      #expect(again.code == 3 && again.output.contains(url), "\(again.output)")
      let record = try replayed()
      #expect(record["requests"] == 0 && record.undecidedKinds.contains("blocked"))
    }
    // A key is sent to an endpoint on the command line only, never to one in a file.
    let keyed = try await run(
      "replay", "reports/latest", "--api-key-env", "MY_KEY",
      environment: ["MY_KEY": "sk-mine-alone"])
    #expect(keyed.refused("--api-key-env", "--endpoint"), "\(keyed.notices)")
  }
}
