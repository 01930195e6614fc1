import Foundation
import Testing

@testable import Harness

@Suite("The problem of a malformed file has its path, its line, the cause and a fix")
struct SuiteProblemTests {
  static let sound = SuitesOnDisk.check(
    "def applies: true;\ndef check: true;", metadata: #"expects: "status", "#)
  static let testCase = """
    module {title: "T", expect: {status: 200}};
    def request: {method: "GET", path: "/models"};
    """

  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let text: String
    let line: Int?
    /// A part of the message that rewording keeps: a name, a value or a message of jq.
    let what: String
    /// A part of the fix that rewording keeps.
    let remedy: String

    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "a syntax error", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: foo(.a;"), line: 4,
      what: "syntax error, unexpected", remedy: "jq"),
    Example(
      name: "an undefined function", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: nosuch;"), line: 4,
      what: "nosuch/0", remedy: "include"),
    Example(
      name: "a check without applies", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def check: true;"), line: nil,
      what: "applies/0", remedy: "def applies"),
    Example(
      name: "metadata that is not constant", file: "checks/t/a.jq",
      text: "module {requirement: \"a\" + \"b\"};\ndef applies: true;\ndef check: true;", line: 1,
      what: "unexpected '+'", remedy: "jq"),
    Example(
      name: "a misspelled key", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: true;", metadata: "leval: 1, "),
      line: 2, what: "`leval`", remedy: "`level`"),
    Example(
      name: "an unknown level", file: "checks/t/a.jq",
      text: Self.sound.replacing("\"must\"", with: "\"shall\""), line: 1,
      what: "\"shall\"", remedy: "must, should, may"),
    Example(
      name: "a check that cannot fail", file: "checks/t/a.jq",
      text: Self.sound.replacing("fails: [{}]", with: "fails: []"), line: 2,
      what: "`fails`", remedy: "fails"),
    Example(
      name: "a case that expects nothing", file: "s/a.jq",
      text: "module {title: \"T\"};\ndef request: {};", line: 1,
      what: "`expect`", remedy: "`expect: {"),
    Example(
      name: "a profile that extends itself", file: "profiles/p.json",
      text: #"{"title": "T",\n "extends": "p"}"#.replacing("\\n", with: "\n"), line: 2,
      what: "`p`", remedy: "`extends`"),
    Example(
      name: "an expectation that no check reads", file: "s/a.jq",
      text: Self.testCase.replacing("{status:", with: "{sttus:"), line: 1,
      what: "`expect.sttus`", remedy: "`status`"),
    Example(
      name: "steps without expectations", file: "s/a.jq",
      text: Self.testCase.replacing("title:", with: "steps: 2, title:"), line: 1,
      what: "`expect`", remedy: "2"),
    Example(
      name: "an unknown mode", file: "s/a.jq",
      text: Self.testCase.replacing("title:", with: "modes: [\"fast\"], title:"), line: 1,
      what: "`modes`", remedy: "`stream`"),
    Example(
      name: "a case without a request", file: "s/a.jq",
      text: "module {title: \"T\", expect: {status: 200}};\n", line: nil,
      what: "request/0", remedy: "def request"),
    Example(
      name: "a profile that is not JSON", file: "profiles/p.json",
      text: "{\n\"title\": \"t\",\n}", line: 2, what: "trailing-comma", remedy: "suites"),
    Example(
      name: "a profile with a misspelled key", file: "profiles/p.json",
      text: #"{"title": "t", "suits": ["s"]}"#, line: 1, what: "`suits`", remedy: "`suites`"),
  ]

  @Test("a problem names its file, line, cause and fix", arguments: examples)
  func problem(_ example: Example) async throws {
    let suites = try SuitesOnDisk([
      "checks/u/status.jq": Self.sound, example.file: example.text,
    ])
    let problems = await suites.problems()
    let problem = try #require(problems.first { $0.what.contains(example.what) }, "\(problems)")
    #expect(problem.file == "\(suites.path)/\(example.file)")
    #expect(problem.line == example.line)
    #expect(problem.remedy.contains(example.remedy), "\(problem.remedy)")
    #expect(problem.description.hasPrefix(problem.file))
  }

  @Test("all problems are reported together")
  func allAtOnce() async throws {
    let suites = try SuitesOnDisk([
      "checks/t/a.jq": SuitesOnDisk.check("def check: true;"),
      "checks/t/b.jq": SuitesOnDisk.check("def applies: true;\ndef check: nosuch;"),
      "checks/t/c.jq": Self.sound,
    ])
    #expect(await suites.problems().map(\.file).map { $0.suffix(4) } == ["a.jq", "b.jq"])
  }

  @Test("the same path in two folders is a problem")
  func twice() async throws {
    let files = ["checks/t/a.jq": Self.sound]
    let (first, second) = (try SuitesOnDisk(files), try SuitesOnDisk(files))
    await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: [first.path, second.path], worker: first.worker)
    }
  }

  @Test("a second folder without checks, cases and profiles is a problem")
  func addsNothing() async throws {
    let (first, second) = (
      try SuitesOnDisk(["checks/t/a.jq": Self.sound]), try SuitesOnDisk(["a.jq": Self.testCase])
    )
    let problems = await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: [first.path, second.path], worker: first.worker)
    }
    #expect(problems?.problems.map(\.file) == [second.path])
    // It is a suite, so the fix names the folder above.
    let parent = URL(filePath: second.path).deletingLastPathComponent().path
    #expect(problems?.problems.first?.remedy.contains("--suites \(parent)") == true)
  }

  @Test("a missing folder is a problem")
  func missing() async throws {
    let suites = try SuitesOnDisk([:])
    await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: ["/nonexistent"], worker: suites.worker)
    }
  }
}
