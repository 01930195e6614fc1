import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("Remedies have ids, and a remedy that the run disproves is left out")
struct RemedyTests {
  private static let remedies = #"{"turn-it-on": {"fix": "Turn it on.", "unless": "it-is-on"}}"#

  private static func check(_ body: String, remedy: String) -> [String: String] {
    [
      "checks/t/a.jq": SuitesOnDisk.check(
        "def applies: true; def check: \(body);",
        metadata: #"expects: "status", remedy: [\#(remedy)], "#),
      "remedies/own.json": remedies,
    ]
  }

  @Test("an unknown id in a check is a problem of its file")
  func inCheck() async throws {
    let files = Self.check("true", remedy: #""turn-it-off""#)
    let problem = try #require(await SuitesOnDisk(files).problems().first)
    #expect(problem.what.contains("`turn-it-off`") && problem.line == 2)
    #expect(problem.remedy.contains("`turn-it-on`"))
    #expect(try await SuitesOnDisk(Self.check("true", remedy: #""Write it.""#)).problems() == [])
  }

  @Test("an unknown id in `if_refused` of a case")
  func inCase() async throws {
    var files = Self.check("true", remedy: #""turn-it-on""#)
    files["s/a.jq"] = """
      module {title: "T", expect: {status: 200}, modes: ["plain", "stream"],
        if_refused: {remedy: ["turn-on"]}};
      def request: {method: "GET", path: "/models"};
      """
    let problems = try await SuitesOnDisk(files).problems()
    #expect(problems.map(\.line) == [2])
    #expect(problems.first?.what.contains("`turn-on`") == true)
  }

  @Test("an unknown id in a finding of an example")
  func inFinding() async throws {
    let files = Self.check(
      #"if .a then true else {message: "m", remedy: ["turn-on"]} end"#, remedy: "")
    let sound = files.mapValues { $0.replacing("passes: [{}]", with: "passes: [{a: 1}]") }
    let suites = try SuitesOnDisk(sound)
    let catalogue = try await suites.catalogue()
    let problems = await ExampleVerifier(worker: suites.worker, remedies: catalogue.remedies)
      .problems(of: catalogue.checks)
    #expect(problems.count == 1)
    for name in ["`turn-on`", "`fails[0]`"] {
      #expect(problems.first?.what.contains(name) == true, "\(name)")
    }
  }

  @Test("the words of a remedy are for the engine that the user names, or that the run identified")
  func engine() throws {
    var setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    setup.remedies = [
      "on": Remedy(fix: "Turn it on.", byEngine: ["vllm": "Use --on.", "litellm": "Set on: true."])
    ]
    func words(identified: String?) -> String {
      var observed = Observations()
      observed.identity.traits =
        identified.map { name in
          [
            Identity.Trait(
              name: "server", values: [Identity.Sighting(value: name, times: 1, seen: [])])
          ]
        } ?? []
      return RunRecord(setup, observed).words("on")
    }
    #expect(words(identified: nil) == "Turn it on.")
    #expect(words(identified: "litellm") == "Set on: true.")
    setup.engine = "vllm"
    #expect(words(identified: nil) == "Use --on.")
    #expect(words(identified: "litellm") == "Use --on.")
  }

  @Test("a remedy that the run disproves is left out, unless there is no other")
  func disproved() async throws {
    var setup = RunSetup(
      endpoint: "e", model: "m", harness: nil, profile: "p", strict: false, started: "")
    var identity = Identity()
    setup.remedies = ["on": Remedy(fix: "Turn it on.", unless: "it-is-on")]
    setup.checks = try await SuitesOnDisk(Self.check("true", remedy: #""turn-it-on""#))
      .catalogue().checks
    setup.checks[0].remedy = ["on", "Wait."]
    func named(_ own: [String]) -> [String] {
      let result = CheckResult(
        setup.checks[0], of: "s/a", verdict: .fail([Finding(message: "m", remedy: own)]))
      return [result].withoutDisprovedRemedies(setup, identity)[0].findings[0].remedy
    }
    #expect(named(["on", "Go."]) == ["on", "Go."])
    identity.evidence = ["it-is-on"]
    #expect(named(["on", "Go."]) == ["Go."])
    #expect(named([]) == ["Wait."])
    #expect(named(["on"]) == ["on"])
  }
}
