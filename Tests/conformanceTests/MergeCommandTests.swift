import JSONText
import Foundation
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("conformance merge: the shards of one run", .serialized)
struct MergeCommandTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test("merged shards give the results of the complete run")
  func merged() async throws {
    let server = try server("no-done")
    defer { server.stop() }
    let complete = try await run("--endpoint", server.baseURL, "--reports", "complete")
    var parts: [String] = []
    for number in 1...3 {
      let part = try await run(
        "--endpoint", server.baseURL, "--shard", "\(number)/3", "--reports", "part-\(number)")
      #expect([0, 1].contains(part.code))
      parts.append("part-\(number)/latest")
    }
    let merged = try await run(["merge"] + parts + ["--junit", "j.xml"])
    #expect(merged.code == complete.code && complete.code == 1)
    let records = try [scratch.record("complete/latest"), scratch.record()]
    for key in ["summary", "cases", "outcome"] {
      #expect(records[0][key] != nil && records[0][key] == records[1][key], "\(key)")
    }
    #expect(scratch.holds("j.xml"))
    for format in ["--json", "--markdown"] {
      let over = try await run(["merge"] + parts + [format, "part-2/latest/run.json"])
      #expect(over.refused("\(format) part-2/latest/run.json"), "\(over.notices)")
    }
    // Each part identified the endpoint, and the merged run has the identity of all of them.
    for number in 1...3 {
      #expect(scratch.holds("reports/latest/transcripts/preflight/\(number)-1.json"))
    }
    let names = records.map { record in
      (record["identity"]?["traits"]?.array ?? []).map { $0["name"]?.string }
    }
    #expect(names[0] == names[1] && names[0].contains("models"))
  }

  @Test("a shard that is dead, without transcripts or missing is reported")
  func incomplete() async throws {
    let server = try server("no-done")
    let parts = [1, 2, 3].map { "part-\($0)/latest" }
    for number in [1, 3] {
      _ = try await run(
        "--endpoint", server.baseURL, "--shard", "\(number)/3", "--reports", "part-\(number)")
    }
    server.stop()
    _ = try await run("--endpoint", server.baseURL, "--shard", "2/3", "--reports", "part-2")
    let partly = try await run(["merge"] + parts)
    #expect([1, 3].contains(partly.code))
    let record = try scratch.record()
    #expect(record.problem == nil && record.undecidedKinds.contains("endpoint"))
    try FileManager.default.removeItem(atPath: "\(scratch.path)/part-3/latest/transcripts")
    let bare = try await run(["merge"] + parts)
    #expect([1, 3].contains(bare.code))
    #expect(try scratch.record().undecidedKinds.contains("no-transcript"))
    let missing = try await run(["merge"] + parts.dropLast())
    #expect(missing.refused("3/3"), "\(missing.notices)")
  }

  @Test("a shard has the error rate of the complete run, cannot be pinned, and no link is followed")
  func parts() async throws {
    let server = try server()
    defer { server.stop() }
    for name in ["one", "two"] {
      try scratch.write(
        """
        module {title: "Deep", expect: {status: 200}};
        def request: {method: "GET", path: "/models"};
        """, to: "suites/deep/er/\(name).jq")
    }
    for number in 1...2 {
      let part = try await run(
        "--endpoint", server.baseURL, "--shard", "\(number)/2", "--suites", "suites",
        "--reports", "part-\(number)")
      #expect(part.code == 0, "\(part.printed)")
    }
    let rules = try ["part-1", "part-2"].map { try scratch.record("\($0)/latest")["trials"] }
    #expect(rules[0] == rules[1] && (rules[0]?["skills"]?.int ?? 0) > 7)
    let pin = try await run("pin", "write", "pin.json", "part-1/latest")
    #expect(pin.refused("1/2", "conformance merge"), "\(pin.notices)")
    // A file outside of the part is not one of its exchanges.
    try scratch.write("secret", to: "secret.raw")
    let stolen = "\(scratch.path)/part-1/latest/transcripts/preflight/1-1.response.raw"
    try FileManager.default.removeItem(atPath: stolen)
    try FileManager.default.createSymbolicLink(
      atPath: stolen, withDestinationPath: "\(scratch.path)/secret.raw")
    let merged = try await run(
      "merge", "part-1/latest", "part-2/latest", "--suites", "suites", "--reports", "merged")
    #expect(merged.code == 0, "\(merged.printed)")
    for name in ["one", "two"] {
      #expect(scratch.holds("merged/latest/transcripts/deep/er/\(name)/1-1.json"))
    }
    #expect(!scratch.holds("merged/latest/transcripts/preflight/1-1.response.raw"))
  }
}
