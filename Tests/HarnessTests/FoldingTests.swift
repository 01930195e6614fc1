import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A finding is folded under the finding that explains it")
struct FoldingTests {
  private func check(_ id: String, yieldsTo: [String] = []) throws -> Check {
    try Check(
      id: id, file: "\(id).jq",
      metadata: [
        "requirement": "R.", "reference": "https://example.org", "level": "must",
        "concerns": "protocol", "passes": [[:]], "fails": [[:]],
        "yields_to": .array(yieldsTo.map(JSON.string)),
      ])
  }

  private func result(_ check: Check, at location: Location?...) -> CheckResult {
    let findings = location.map { location in
      var finding = Finding(message: "wrong")
      finding.location = location
      return finding
    }
    return CheckResult(
      check, of: "s/c", step: 1, trial: 1, verdict: findings.isEmpty ? .pass : .fail(findings))
  }

  private func folded(_ results: [CheckResult], by checks: Check...) -> [CheckResult] {
    results.folded(by: checks, under: results)
  }

  @Test("in the same choice and call, with its findings kept")
  func sameCall() throws {
    let (cause, consequence) = (try check("t/a"), try check("t/b", yieldsTo: ["t/a"]))
    let call = Location(choice: 0, call: 1)
    let results = folded(
      [result(cause, at: call), result(consequence, at: call)], by: cause, consequence)
    #expect(results[0].findings.count == 1)
    #expect(results[1].verdict.kind == .notApplicable)
    #expect(results[1].reason?.kind == .explained)
    #expect(results[1].explainedBy == "t/a")
    #expect(results[1].consequences.count == 1)
  }

  @Test(
    "not in another choice or call",
    arguments: [Location(choice: 1), Location(choice: 0, call: 0), Location(call: 0)])
  func another(place: Location) throws {
    let (cause, consequence) = (try check("t/a"), try check("t/b", yieldsTo: ["t/a"]))
    let results = folded(
      [result(cause, at: Location(choice: 0, call: 1)), result(consequence, at: place)],
      by: cause, consequence)
    #expect(results[1].findings.count == 1)
    #expect(results[1].explainedBy == nil)
  }

  @Test("a single finding, without the others of its check")
  func oneOfTwo() throws {
    let (cause, consequence) = (try check("t/a"), try check("t/b", yieldsTo: ["t/a"]))
    let (first, second) = (Location(choice: 0), Location(choice: 1))
    let results = folded(
      [result(cause, at: first), result(consequence, at: first, second)], by: cause, consequence)
    #expect(results[1].findings.map(\.location) == [second])
    #expect(results[1].consequences.map(\.location) == [first])
  }

  @Test("under the first cause of a chain")
  func chain() throws {
    let checks = [
      try check("t/a"), try check("t/b", yieldsTo: ["t/a"]), try check("t/c", yieldsTo: ["t/b"]),
    ]
    let results = folded(
      checks.map { result($0, at: nil) }, by: checks[0], checks[1], checks[2])
    #expect(results.map(\.explainedBy) == [nil, "t/a", "t/a"])
  }

  @Test("not under a check that passed")
  func passed() throws {
    let (cause, consequence) = (try check("t/a"), try check("t/b", yieldsTo: ["t/a"]))
    let results = folded([result(cause), result(consequence, at: nil)], by: cause, consequence)
    #expect(results[1].findings.count == 1)
  }

  @Test("after a record is written and read")
  func record() throws {
    let (cause, consequence) = (try check("t/a"), try check("t/b", yieldsTo: ["t/a"]))
    var record = RunRecord(
      RunSetup(endpoint: "e", model: nil, harness: [:], profile: "p", strict: false, started: ""))
    record.results = folded(
      [result(cause, at: nil), result(consequence, at: Location(event: 3, byte: 40))],
      by: cause, consequence)
    #expect(RunRecord(record.json)?.results == record.results)
  }

  @Test(
    "the catalogue rejects an invalid order",
    arguments: [
      ["a": "t/a"], ["a": "t/b", "b": "t/a"], ["a": "t/b", "b": "t/c", "c": "t/a"],
      ["a": "t/zzz"], ["a": "t/advice"], ["a": "t/run"],
    ])
  func problems(yields: [String: String]) async throws {
    func file(_ metadata: String) -> String {
      SuitesOnDisk.check("def applies: true; def check: true;", metadata: metadata)
    }
    var files = [
      "checks/t/advice.jq": file("").replacing("\"must\"", with: "\"may\""),
      "checks/t/run.jq": file(#"over: "run", "#),
    ]
    for name in ["a", "b", "c"] {
      files["checks/t/\(name).jq"] = file(yields[name].map { #"yields_to: ["\#($0)"], "# } ?? "")
    }
    let problems = await (try SuitesOnDisk(files)).problems()
    #expect(problems.count == yields.count)
    #expect(problems.allSatisfy { $0.line == 2 })
  }

  @Test("a check that explains another check runs even if it is not selected")
  func explaining() throws {
    let checks = [
      try check("t/a"), try check("t/b", yieldsTo: ["t/a"]), try check("t/c", yieldsTo: ["t/b"]),
      try check("t/d"),
    ]
    let precedence = Precedence(of: checks)
    #expect(precedence.explaining([checks[2]]).map(\.id) == ["t/a", "t/b"])
    #expect(precedence.explaining([checks[3]]).isEmpty)
  }

  @Test("and a known failure still fails if it is a consequence in another trial")
  func known() throws {
    var record = try GateRecords.record([
      "t/a s/one fail", "t/b s/one pass", "t/b s/one not-applicable",
    ])
    record.results[2].trial = 2
    record.results[2].explainedBy = "t/a"
    record.results[2].consequences = [Finding(message: "wrong")]
    #expect(try GateRecords.evaluated(record, known: "t/b s/one: a reason").states == [.fails])
  }
}
