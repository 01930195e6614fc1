import Testing

@testable import Harness

@Suite("A pattern selects cases or checks, never both")
struct SelectionTests {
  private static let testCase = """
    module {title: "T", expect: {status: 200}};
    def request: {method: "GET", path: "/"};
    """
  private static let check = SuitesOnDisk.check(
    "def applies: true; def check: true;", metadata: #"expects: "status", "#)

  @Test(
    "if a suite and a topic have the same name, a pattern selects the suite",
    arguments: [
      (["both/*"], [], ["both/case"], ["both/check", "t/check"]),
      (["checks/both/*"], [], ["both/case", "s/case"], ["both/check"]),
      (["both/*", "t/*"], [], ["both/case"], ["t/check"]),
      (["s/*"], ["checks/t/*"], ["s/case"], ["both/check"]),
      ([], ["both/**"], ["s/case"], ["both/check", "t/check"]),
      ([], ["t/check"], ["both/case", "s/case"], ["both/check"]),
    ])
  func chosen(
    _ only: [String], _ skip: [String], _ cases: [String], _ checks: [String]
  ) async throws {
    let suites = try SuitesOnDisk([
      "both/case.jq": Self.testCase, "s/case.jq": Self.testCase,
      "checks/both/check.jq": Self.check, "checks/t/check.jq": Self.check,
    ])
    let profile = try Profile(
      name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["both","s"]}"#.utf8))
    let plan = try await Plan(
      suites.catalogue(), profile: profile, selection: Selection(only: only, skip: skip))
    #expect(plan.trials.map(\.testCase.id) == cases)
    #expect(plan.checks.map(\.id) == checks)
  }
}
