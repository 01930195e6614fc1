import Foundation
import JQ
import Testing

@testable import Harness

@Suite("The judge gives each check its own verdict, and a broken check affects no other")
struct JudgeTests {
  private static let bodies: [String: String] = [
    "a-passes": "def applies: true; def check: true;",
    "b-fails":
      #"def applies: true; def check: "one", {message: "two", at: "byte 7", saw: {a: 1}};"#,
    "c-does-not-apply": #"def applies: "not today"; def check: true;"#,
    "d-applies-false": "def applies: false; def check: true;",
    "d-applies-number": "def applies: 7; def check: 7;",
    "e-empty": "def applies: true; def check: empty;",
    "f-raises": #"def applies: true; def check: error("oh");"#,
    "g-raises-null": "def applies: true; def check: error(null);",
    "h-applies-nothing": "def applies: empty; def check: true;",
    "i-outputs-false": "def applies: true; def check: false;",
    "h-halts": "def applies: true; def check: halt;",
    "j-never-ends": "def applies: true; def check: def forever: forever; forever;",
    "k-after-all": "def applies: true; def check: true, true;",
    "l-mixed": #"def applies: true; def check: true, "but";"#,
  ]

  @Test("verdicts of sound and broken checks", .timeLimit(.minutes(3)))
  func verdicts() async throws {
    let suites = try SuitesOnDisk(
      Dictionary(
        uniqueKeysWithValues: Self.bodies.map { ("checks/t/\($0).jq", SuitesOnDisk.check($1)) }))
    let judge = Judge(try await suites.catalogue().checks, worker: suites.worker, patience: 2)
    #expect(await judge.problems() == [])
    let verdicts = Dictionary(
      uniqueKeysWithValues: await judge.judge(Input("{}"), over: .exchange).map {
        ($0.id.dropFirst(2), $1)
      }
    )
    #expect(verdicts.count == Self.bodies.count)
    #expect(verdicts["a-passes"] == .pass)
    #expect(
      verdicts["b-fails"]
        == .fail([
          Finding(message: "one"), Finding(message: "two", at: "byte 7", saw: #"{"a":1}"#),
        ]))
    #expect(verdicts["c-does-not-apply"] == .notApplicable(Reason(.doesNotApply, "not today")))
    #expect(verdicts["d-applies-false"]?.kind == .notApplicable)
    #expect(verdicts["d-applies-false"]?.reason?.kind == .doesNotApply)
    for name in [
      "d-applies-number", "e-empty", "f-raises", "g-raises-null", "h-applies-nothing", "h-halts",
      "i-outputs-false", "j-never-ends",
    ] as [Substring] {
      #expect(verdicts[name]?.kind == .inconclusive, "\(name)")
      #expect(verdicts[name]?.reason?.kind == .checkFailed, "\(name)")
    }
    #expect(verdicts["d-applies-number"]?.reason?.words.contains("7") == true)
    #expect(verdicts["f-raises"]?.reason?.words.contains("oh") == true)
    #expect(verdicts["k-after-all"] == .pass)
    #expect(verdicts["l-mixed"] == .fail([Finding(message: "but")]))
  }

  @Test("a document whose worker was killed is judged again")
  func killedWorker() async throws {
    let slow = "[limit(3000000; range(infinite))] | length > 0"
    let suites = try SuitesOnDisk([
      "checks/t/a.jq": SuitesOnDisk.check("def applies: true; def check: true;"),
      "checks/t/slow.jq": SuitesOnDisk.check("def applies: true; def check: \(slow);"),
    ])
    let judge = Judge(try await suites.catalogue().checks, worker: suites.worker, patience: 60)
    #expect(await judge.problems() == [])
    async let verdicts = judge.judge(Input("{}"), over: .exchange)
    try await Task.sleep(for: .milliseconds(100))
    #expect(kill(try #require(suites.workerProcess), SIGKILL) == 0)
    #expect(await verdicts.map(\.1) == [.pass, .pass])
  }

  @Test("a topic with more checks than fit into a program is judged completely")
  func manyChecks() async throws {
    let names = (10..<75).map { "checks/t/c\($0).jq" }
    let text = SuitesOnDisk.check("def applies: true; def check: true;")
    let suites = try SuitesOnDisk(Dictionary(uniqueKeysWithValues: names.map { ($0, text) }))
    let judge = Judge(try await suites.catalogue().checks, worker: suites.worker)
    let verdicts = await judge.judge(Input("{}"), over: .exchange)
    #expect(verdicts.count == names.count)
    #expect(verdicts.allSatisfy { $0.1 == .pass })
  }

  @Test("each scope is judged separately")
  func scopes() async throws {
    let body = "def applies: true; def check: true;"
    let suites = try SuitesOnDisk([
      "checks/t/one.jq": SuitesOnDisk.check(body),
      "checks/t/all.jq": SuitesOnDisk.check(body, metadata: #"over: "run", "#),
    ])
    let judge = Judge(try await suites.catalogue().checks, worker: suites.worker)
    #expect(await judge.judge(Input("{}"), over: .exchange).map(\.0.id) == ["t/one"])
    #expect(await judge.judge(Input("{}"), over: .run).map(\.0.id) == ["t/all"])
    #expect(await judge.judge(Input("{}"), over: .case).isEmpty)
  }
}

extension Verdict {
  /// The reason of a verdict without a pass or a failure.
  fileprivate var reason: Reason? {
    switch self {
    case .notApplicable(let reason), .inconclusive(let reason): reason
    case .pass, .fail: nil
    }
  }
}
