import JSONText
import Foundation
import Testing
import Transcripts

@Suite("conformance run --suites: the user's own suites", .serialized)
struct AddedSuitesTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private static let hello = """
    module {title: "Says hello", expect: {status: 200}};
    include "lib/requests";
    def request: chat({messages: [user("Say hello.")]});
    """

  /// A check of the topic `my`.
  private static func check(_ body: String, level: String = "must") -> String {
    """
    module {requirement: "R.", reference: "https://example.org", level: "\(level)",
      concerns: "protocol", passes: [{request: {}}], fails: [{}]};
    def applies: true;
    def check: \(body);
    """
  }

  @Test("a broken suite is reported with its line before anything is sent")
  func broken() async throws {
    try scratch.write(
      "module {};\ndef applies: true;\ndef check: (;\n", to: "mine/checks/my/broken.jq")
    let run = try await run("--endpoint", "http://127.0.0.1:1/v1", "--suites", "mine")
    #expect(run.refused("mine/checks/my/broken.jq:3: "), "\(run.notices)")
  }

  @Test("a check that its own examples disprove is broken, for run and for judge")
  func disproved() async throws {
    try scratch.write(Self.check("true"), to: "mine/checks/my/blind.jq")
    let run = try await run("--endpoint", "http://127.0.0.1:1/v1", "--suites", "mine")
    #expect(run.refused("blind.jq:2: ", "fails[0]"), "\(run.notices)")
    _ = try await self.run("--only", "four-step/model-list")
    let judged = try await self.run("judge", "reports/latest", "--suites", "mine")
    #expect(judged.refused("blind.jq:2: ", "fails[0]"), "\(judged.notices)")
  }

  @Test("the title of the user's case is shown in the report")
  func named() async throws {
    try scratch.write(Self.hello, to: "mine/my-suite/hello.jq")
    try scratch.write(
      Self.check(#"if .request then true else "no" end"#), to: "mine/checks/my/asks.jq")
    let run = try await run("--suites", "mine", "--only", "my-suite/*")
    #expect(run.code == 0, "\(run.printed)")
    let line = run.output.split(separator: "\n").first { $0.contains("✓") }
    #expect(
      line?.contains("my-suite") == true && line?.contains("Says hello") == true, "\(run.output)")
    let record = try scratch.record()
    #expect(record.results(of: "my/asks").allSatisfy { $0["verdict"] == "pass" })
    #expect(record.cases.contains { $0["id"] == "my-suite/hello" })
  }

  @Test("a suite instead of the folder above it is rejected, and so is a folder without suites")
  func nothing() async throws {
    try scratch.write(Self.hello, to: "mine/my-suite/hello.jq")
    let suite = try await run("--suites", "mine/my-suite")
    #expect(suite.refused("--suites \(scratch.path)/mine\n"), "\(suite.notices)")
    try scratch.write("", to: "empty/README.md")
    let empty = try await run("--suites", "empty")
    #expect(empty.refused("empty"), "\(empty.notices)")
  }

  @Test("a check of the level `should` that fails to judge is reported with its reason")
  func undecidedAdvice() async throws {
    try scratch.write(
      Self.check(
        #"if .ending then error("oops") elif .request then true else "no" end"#, level: "should"),
      to: "mine/checks/my/raises.jq")
    let run = try await run("--suites", "mine", "--only", "four-step/tool-call")
    #expect(run.code == 0)
    let result = try #require(scratch.record().results(of: "my/raises").first)
    #expect(result["verdict"] == "inconclusive" && result["reason_kind"] == "check-failed")
    // The sign of a step that is not completely judged, the reason and the check.
    for part in ["  ? ", "oops", "my/raises"] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }
}
