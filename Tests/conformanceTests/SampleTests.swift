import Foundation
import Harness
import Reports
import Testing
import JSONText
import Transcripts

@testable import ReferenceServer

@Suite("A sample report in README", .serialized)
struct SampleTests {
  private static let readme = "\(LawHarness.root)/README.md"
  private static let folder = "reports/20261121T113834Z-reference-model"

  /// The text with one port for all runs.
  private static func masked(_ text: String) -> String {
    text.replacing(/http:\/\/127\.0\.0\.1:\d+\/v1/, with: "http://127.0.0.1:35793/v1")
  }

  private static let record = "\(LawHarness.root)/Tests/ReportsTests/Golden/lost-brace.json"

  @Test("is the output of a run; `make golden` rewrites it, and the record of the golden reports")
  func sample() async throws {
    let scratch = try Scratch()
    let json = try await run(in: scratch)
    let record = try #require(RunRecord(json))
    #expect(record.outcome == .notConformant)
    let kept = StoredRun(record, folder: Self.folder) { name in
      let bytes = RunFolder(kept: "\(scratch.path)/reports/latest").read(name) ?? []
      return Array(Self.masked(String(decoding: bytes, as: UTF8.self)).utf8)
    }
    let shown = textReport(kept, style: TextStyle(width: 100)) + "kept in \(Self.folder)\n"
    var page = try String(contentsOfFile: Self.readme, encoding: .utf8)
    let start = try #require(page.firstRange(of: "```text\n")).upperBound
    let end = try #require(page[start...].firstRange(of: "```\n")).lowerBound
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
      page.replaceSubrange(start..<end, with: shown)
      try Data(page.utf8).write(to: URL(filePath: Self.readme))
      try Data(json.bytes(pretty: true) + Array("\n".utf8)).write(to: URL(filePath: Self.record))
    } else {
      #expect(page[start..<end] == shown, "make golden")
    }
  }

  @Test("of a server without failures is the output of a run, except for numbers")
  func clean() async throws {
    let scratch = try Scratch()
    let server = try ReferenceServer()
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--profile", "agent"], in: scratch)
    #expect(run.code == 0, "\(run.output)")
    let shown = Self.masked(run.output).replacing(/\d{8}T\d{6}Z/, with: "20261121T113834Z")
    var page = try String(contentsOfFile: Self.readme, encoding: .utf8)
    let start = try #require(page.firstRange(of: "```console\nhttp://")).lowerBound
    let first = page[start...].index(after: try #require(page[start...].firstIndex(of: "\n")))
    let end = try #require(page[first...].firstRange(of: "```\n")).lowerBound
    if ProcessInfo.processInfo.environment["GOLDEN"] == "write" {
      page.replaceSubrange(first..<end, with: shown)
      try Data(page.utf8).write(to: URL(filePath: Self.readme))
    } else {
      func withoutNumbers(_ text: String) -> String { text.replacing(/[\d.]+/, with: "0") }
      #expect(withoutNumbers(String(page[first..<end])) == withoutNumbers(shown), "make golden")
    }
  }

  /// The record of a run, with fixed values for what differs between runs.
  private func run(in scratch: Scratch) async throws -> JSON {
    let server = try ReferenceServer(
      faults: [Fault.named("arguments-lose-a-brace")].compactMap(\.self))
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--profile", "four-step", "--json", "-", "--jobs", "1"],
      in: scratch)
    let json = try #require(StrictJSON.decode(Array(run.output.utf8)).value)
    let members = try #require(
      json.mapStrings(Self.masked).object)
    let fixed: [String: JSON] = [
      "started": "2026-11-21T11:38:34Z", "elapsed_ms": 123,
      "harness": ["name": "conformance", "version": "0.1.0", "libcurl": "libcurl/7.88.1"],
    ]
    return .object(members.map { JSON.Member($0.key, fixed[$0.key] ?? $0.value) })
  }
}
