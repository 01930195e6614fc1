import Foundation
import Harness
import Reports
import Testing
import Transcripts

@testable import ReferenceServer

@Suite("The failure that README shows")
struct SampleTests {
  private static let readme = "\(Workshop.root)/README.md"
  private static let record = "\(Workshop.root)/Tests/ReportsTests/Golden/lost-brace.json"

  @Test("is what such a run prints; `make golden` writes it, and the record of the golden reports")
  func sample() async throws {
    let json = try await run()
    let record = try #require(RunRecord(json))
    let shown =
      textReport(KeptRun(record), style: TextStyle(width: 100))
      + "kept in reports/20261121T113834Z-reference-model\n"
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

  /// The record of a real run, with what no two runs share made the same.
  private func run() async throws -> JSON {
    let scratch = try Scratch()
    let server = try ReferenceServer(
      faults: [Fault.named("arguments-lose-a-brace")].compactMap(\.self))
    let run = try await Invocation.run(
      ["--endpoint", server.baseURL, "--profile", "four-step", "--json", "-"], in: scratch)
    let json = try #require(StrictJSON.decode(Array(run.output.utf8)).value)
    let members = try #require(
      json.mapStrings { $0.replacing(server.baseURL, with: "http://127.0.0.1:35793/v1") }.object)
    let same: [String: JSON] = [
      "started": "2026-11-21T11:38:34Z", "elapsed_ms": 123,
      "harness": ["name": "conformance", "version": "0.1.0", "libcurl": "libcurl/7.88.1"],
    ]
    return .object(members.map { JSON.Member($0.key, same[$0.key] ?? $0.value) })
  }
}
