import Testing

@testable import Harness

@Suite("A malformed file of a suite is told with its name, its line, what is wrong and what to do")
struct SuiteProblemTests {
  static let sound = SuitesOnDisk.check(
    "def applies: true;\ndef check: true;", metadata: #"expects: "status", "#)
  static let oneCase = """
    module {title: "T", expect: {status: 200}};
    def request: {method: "GET", path: "/models"};
    """

  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let text: String
    let line: Int?
    let what: String
    let remedy: String

    var testDescription: String { name }
  }

  static let examples = [
    Example(
      name: "a syntax error", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: foo(.a;"), line: 4,
      what: "unexpected $end", remedy: "jq"),
    Example(
      name: "a function that is not there", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: nosuch;"), line: 4,
      what: "nosuch/0 is not defined", remedy: "include"),
    Example(
      name: "a check without applies", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def check: true;"), line: nil,
      what: "applies/0 is not defined", remedy: "def applies"),
    Example(
      name: "metadata that is not constant", file: "checks/t/a.jq",
      text: "module {requirement: \"a\" + \"b\"};\ndef applies: true;\ndef check: true;", line: 1,
      what: "unexpected '+'", remedy: "jq"),
    Example(
      name: "a misspelt key", file: "checks/t/a.jq",
      text: SuitesOnDisk.check("def applies: true;\ndef check: true;", metadata: "leval: 1, "),
      line: 2, what: "no key `leval`", remedy: "Perhaps `level` is meant"),
    Example(
      name: "an unknown level", file: "checks/t/a.jq",
      text: Self.sound.replacing("\"must\"", with: "\"shall\""), line: 1,
      what: "`level` is \"shall\"", remedy: "must, should, may"),
    Example(
      name: "a check that cannot fail", file: "checks/t/a.jq",
      text: Self.sound.replacing("fails: [{}]", with: "fails: []"), line: 2,
      what: "`fails` has no example", remedy: "fails"),
    Example(
      name: "a case that expects nothing", file: "s/a.jq",
      text: "module {title: \"T\"};\ndef request: {};", line: 1,
      what: "does not say what is expected", remedy: "expect"),
    Example(
      name: "a profile that extends itself", file: "profiles/p.json",
      text: #"{"title": "T",\n "extends": "p"}"#.replacing("\\n", with: "\n"), line: 2,
      what: "extends `p`", remedy: "another profile"),
    Example(
      name: "an expectation that no check reads", file: "s/a.jq",
      text: Self.oneCase.replacing("{status:", with: "{sttus:"), line: 1,
      what: "no check reads `expect.sttus`", remedy: "Perhaps `status` is meant"),
    Example(
      name: "steps without expectations", file: "s/a.jq",
      text: Self.oneCase.replacing("title:", with: "steps: 2, title:"), line: 1,
      what: "each of 2 steps", remedy: "list of 2"),
    Example(
      name: "an unknown mode", file: "s/a.jq",
      text: Self.oneCase.replacing("title:", with: "modes: [\"fast\"], title:"), line: 1,
      what: "`modes`", remedy: "`plain`, `stream`"),
    Example(
      name: "a case without a request", file: "s/a.jq",
      text: "module {title: \"T\", expect: {status: 200}};\n", line: nil,
      what: "request/0 is not defined", remedy: "def request"),
    Example(
      name: "a profile that is not JSON", file: "profiles/p.json",
      text: "{\n\"title\": \"t\",\n}", line: 2, what: "not a JSON object", remedy: "suites"),
    Example(
      name: "a profile with a misspelt key", file: "profiles/p.json",
      text: #"{"title": "t", "suits": ["s"]}"#, line: 1, what: "the profile has no key `suits`",
      remedy: "Perhaps `suites` is meant"),
  ]

  @Test("names file, line, what and remedy", arguments: examples)
  func told(_ example: Example) async throws {
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

  @Test("all problems are told in one go")
  func allAtOnce() async throws {
    let suites = try SuitesOnDisk([
      "checks/t/a.jq": SuitesOnDisk.check("def check: true;"),
      "checks/t/b.jq": SuitesOnDisk.check("def applies: true;\ndef check: nosuch;"),
      "checks/t/c.jq": Self.sound,
    ])
    #expect(await suites.problems().map(\.file).map { $0.suffix(4) } == ["a.jq", "b.jq"])
  }

  @Test("the same path in two folders is a problem, not a silent choice")
  func twice() async throws {
    let files = ["checks/t/a.jq": Self.sound]
    let (one, two) = (try SuitesOnDisk(files), try SuitesOnDisk(files))
    await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: [one.path, two.path], worker: one.worker)
    }
  }

  @Test("a further folder that adds nothing is a problem")
  func addsNothing() async throws {
    let (one, two) = (
      try SuitesOnDisk(["checks/t/a.jq": Self.sound]), try SuitesOnDisk(["a.jq": Self.oneCase])
    )
    let problems = await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: [one.path, two.path], worker: one.worker)
    }
    #expect(problems?.problems.map(\.what) == ["it holds no check, no case and no profile"])
    #expect(problems?.problems.first?.remedy.contains("a suite itself") == true)
  }

  @Test("a missing folder is a problem")
  func missing() async throws {
    let suites = try SuitesOnDisk([:])
    await #expect(throws: SuiteProblems.self) {
      try await Catalogue(folders: ["/nonexistent"], worker: suites.worker)
    }
  }
}
