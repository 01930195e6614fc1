import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("Shards divide the cases of a run, and requirements limit it to their date")
struct ShardTests {
  private static let check = SuitesOnDisk.check(
    "def applies: true; def check: true;", metadata: #"expects: "status", "#)

  private func catalogue(_ more: [String: String] = [:]) async throws -> Catalogue {
    var files = ["checks/t/old.jq": Self.check, "checks/t/new.jq": Self.check]
    for name in ["a", "b", "c", "d", "e"] {
      files["s/\(name).jq"] =
        #"module {title: "T", modes: ["plain", "stream"], expect: {status: 200}}; def request: {method: "GET", path: "/"};"#
    }
    files.merge(more) { $1 }
    return try await SuitesOnDisk(files).catalogue()
  }

  private static func profile() throws -> Profile {
    try Profile(name: "p", file: "p.json", text: Array(#"{"title":"t","suites":["s"]}"#.utf8))
  }

  @Test("each case is in one shard, with all its modes", arguments: 1...5)
  func parts(_ count: Int) async throws {
    let catalogue = try await catalogue()
    var all: [String] = []
    for number in 1...count {
      let plan = try Plan(
        catalogue, profile: Self.profile(), shard: Shard("\(number)/\(count)"))
      let ids = plan.trials.map(\.testCase.id)
      #expect(ids.filter { $0.hasSuffix(".stream") }.count * 2 == ids.count)
      all += ids
    }
    let complete = try Plan(catalogue, profile: Self.profile()).trials.map(\.testCase.id)
    #expect(all.sorted() == complete.sorted())
  }

  @Test("an empty shard is an error")
  func empty() async throws {
    let catalogue = try await catalogue()
    #expect(throws: Plan.Problem.self) {
      try Plan(catalogue, profile: Self.profile(), shard: Shard("6/6"))
    }
  }

  @Test("invalid shards", arguments: ["", "1", "0/2", "3/2", "1/0", "1/2/3", "a/b", "-1/2"])
  func wrong(_ text: String) { #expect(Shard(text) == nil) }

  @Test("newer checks and cases than the requirements are left out")
  func frozen() async throws {
    let catalogue = try await catalogue([
      "requirements/2026-12.txt": "# frozen\ncheck t/old\ncase s/a\ncase s/b\n",
      "requirements/2027-03.txt": "check t/old\ncheck t/new\ncase s/a\ncase s/b\ncase s/c\n",
    ])
    let set = try #require(catalogue.requirements(of: "2027-02"))
    #expect(set.date == "2026-12")
    let plan = try Plan(catalogue, profile: Self.profile(), requirements: set)
    #expect(plan.checks.map(\.id) == ["t/old"])
    #expect(Set(plan.trials.map(\.testCase.module)) == ["s/a", "s/b"])
    #expect(plan.newer == (1, 6))
    #expect(catalogue.requirements(of: "2026-11") == nil)
    #expect(catalogue.requirements(of: "2030-01")?.date == "2027-03")
  }

  @Test("the problem of a set of requirements has its line")
  func broken() async throws {
    await #expect {
      _ = try await catalogue(["requirements/2026-12.txt": "check t/old\nt/new\n"])
    } throws: { error in
      (error as? SuiteProblems)?.problems.map(\.line) == [2]
    }
  }

  @Test(
    "an invalid setting of a profile is a problem",
    arguments: [
      #""strict": "yes""#, #""counts_model": 1"#, #""requirements": "soon""#,
      #""budget": ["much"]"#,
      #""timeout": "long""#, #""jobs": 0"#, #""trials": {"good": 0.5, "bad": 0.7}"#,
      #""trials": {"most": 0}"#, #""trials": 5"#,
    ])
  func settings(_ text: String) {
    #expect(throws: SuiteProblems.self) {
      try Profile(
        name: "p", file: "p.json", text: Array("{\"title\":\"t\",\"suites\":[\"s\"],\(text)}".utf8))
    }
  }

  @Test("a profile inherits the settings of its base")
  func inherited() throws {
    func profile(_ name: String, _ text: String) throws -> Profile {
      try Profile(name: name, file: "\(name).json", text: Array(text.utf8))
    }
    let base = try profile(
      "base",
      #"{"title":"t","suites":["s"],"strict":true,"jobs":2,"timeout":"first=300","budget":["10m"]}"#
    )
    let top = try profile(
      "top", #"{"title":"t","extends":"base","jobs":8,"trials":{"most":12,"measures_all":true}}"#)
    let whole = try #require(top.whole(among: [base, top]))
    #expect(whole.strict && whole.jobs == 8 && whole.budget.seconds == 600)
    #expect(whole.deadlines.firstByte == 300 && whole.deadlines.total == 420)
    #expect(whole.rates.maxTrials == 12 && whole.rates.measuresAll && whole.rates.good == 0.95)
  }
}
