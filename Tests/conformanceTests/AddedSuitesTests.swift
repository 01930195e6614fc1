import Foundation
import Testing

@Suite("conformance run --suites: folders of one's own", .serialized)
struct AddedSuitesTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func write(_ name: String, _ text: String) throws {
    let file = URL(filePath: "\(scratch.path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  private func run(_ words: String...) async throws -> Invocation {
    try await Invocation.run(words, in: scratch)
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

  @Test("a broken suite is told before anything is sent")
  func broken() async throws {
    try write("mine/checks/my/broken.jq", "module {};\ndef applies: true;\ndef check: (;\n")
    let run = try await run("--endpoint", "http://127.0.0.1:1/v1", "--suites", "mine")
    #expect(run.code == 2)
    #expect(run.notices.contains("mine/checks/my/broken.jq:3: syntax error"), "\(run.notices)")
  }

  @Test("a check that its own examples belie is broken, for run and for judge")
  func disproved() async throws {
    try write("mine/checks/my/blind.jq", Self.check("true"))
    let run = try await run("--endpoint", "http://127.0.0.1:1/v1", "--suites", "mine")
    #expect(run.code == 2)
    #expect(run.notices.contains("blind.jq:2: `fails[0]` does not fail: it passes"))
    _ = try await self.run("--only", "four-step/model-list")
    let judged = try await self.run("judge", "reports/latest", "--suites", "mine")
    #expect(judged.code == 2 && judged.notices.contains("`fails[0]`"))
  }

  @Test("the case of a suite of one is named in the report")
  func named() async throws {
    try write("mine/my-suite/hello.jq", Self.hello)
    try write("mine/checks/my/asks.jq", Self.check(#"if .request then true else "no" end"#))
    let run = try await run("--suites", "mine", "--only", "my-suite/*")
    #expect(run.code == 0, "\(run.output)\(run.notices)")
    #expect(run.output.contains("✓ my-suite  Says hello"), "\(run.output)")
  }

  @Test("a suite in the place of its folder is refused, and so is a folder of nothing")
  func nothing() async throws {
    try write("mine/my-suite/hello.jq", Self.hello)
    let suite = try await run("--suites", "mine/my-suite")
    #expect(suite.code == 2)
    #expect(suite.notices.contains("name the folder above: --suites \(scratch.path)/mine\n"))
    try write("empty/README.md", "")
    let empty = try await run("--suites", "empty")
    #expect(empty.code == 2 && empty.notices.contains("holds no check, no case and no profile"))
  }

  @Test("what a `should` could not judge is told with its reason")
  func undecidedAdvice() async throws {
    try write(
      "mine/checks/my/raises.jq",
      Self.check(
        #"if .ending then error("oops") elif .request then true else "no" end"#, level: "should"))
    let run = try await run("--suites", "mine", "--only", "four-step/tool-call")
    #expect(run.code == 0)
    for part in ["? 2 of 4  Single tool call  not judged", "NOT JUDGED", "oops", "my/raises"] {
      #expect(run.output.contains(part), "\(run.output)")
    }
  }
}
