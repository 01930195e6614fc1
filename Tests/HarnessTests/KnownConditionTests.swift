import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("An unknown condition leaves a run undecided if the outcome depends on it")
struct KnownConditionTests {
  private func states(_ lines: String, _ record: RunRecord) throws -> (
    [KnownVerdict.State], RunRecord
  ) {
    try GateRecords.evaluated(record, known: lines)
  }

  private func record(_ version: [String], _ results: String...) throws -> RunRecord {
    try GateRecords.record(
      results + ["t/z s/two pass"],
      traits: ["server": ["vllm"]].merging(version.isEmpty ? [:] : ["version": version]) { $1 })
  }

  @Test(
    "a version that is not reported or cannot be compared",
    arguments: [
      ("t/a s/one when version<0.24: x", ["main"]), ("t/a s/one when version<0.24: x", []),
      ("t/a s/one when version!=0.24.0: x", []), ("t/a when server=vllm version>1: x", []),
      ("t/a when version<9: x", ["a1b2c3d"]),
      ("t/a when version<9: x", ["1234567"]), ("t/a when version<9: x", ["b1234567"]),
      ("t/a when version<9: x", ["5b12345"]), ("t/a when version<9: x", ["nightly-2026-11-01"]),
    ])
  func unclear(_ line: String, _ version: [String]) throws {
    let (failed, open) = try states(line, record(version, "t/a s/one fail"))
    #expect(failed == [.unclear] && open.outcome == .undecided)
    #expect(open.results[0].known == .init("x", isInDoubt: true))
    let read = try #require(StrictJSON.decode(open.json.bytes()).value.flatMap(RunRecord.init))
    #expect(read.outcome == .undecided)
    let (passed, sound) = try states(line, record(version, "t/a s/one pass"))
    #expect(passed == [.notJudged] && sound.outcome == .conformant)
  }

  @Test("the run is decided if the outcome does not depend on the condition")
  func same() throws {
    let advice = try states(
      "should/a when version<1: x", record(["main"], "should/a s/one fail"))
    #expect(advice.0 == [.notJudged] && advice.1.outcome == .conformant)
    let twice = try states(
      "t/a: sure\nt/a when version<1: x", record(["main"], "t/a s/one fail"))
    #expect(twice.0 == [.fails, .notJudged] && twice.1.outcome == .conformant)
    let other = try states(
      "t/a when version<1: x", record(["main"], "t/a s/one fail", "t/b s/one fail"))
    #expect(other.0 == [.notJudged] && other.1.outcome == .notConformant)
  }

  @Test("a line with an unknown condition makes no other line stale")
  func bystander() throws {
    let (states, open) = try states(
      "t/x: sure\nt/a s/one unjudged when version<1: x",
      record(["main"], "t/x s/one pass", "t/a s/one inconclusive"))
    #expect(states == [.notJudged, .unclear] && open.outcome == .undecided)
  }

  @Test("the comparison with a pin can depend on the condition")
  func pinned() throws {
    let pin = Pin(of: try record(["main"], "should/a s/one pass"))
    let failing = try record(["main"], "should/a s/one fail")
    let sure = try GateRecords.evaluated(failing, known: "should/a: x", pin: pin)
    #expect(sure.states == [.fails] && sure.record.outcome == .conformant)
    let unclear = try GateRecords.evaluated(failing, known: "should/a when version<1: x", pin: pin)
    #expect(unclear.states == [.unclear] && unclear.record.outcome == .undecided)
    let other = try GateRecords.evaluated(
      failing, known: "should/a when server=sglang: x", pin: pin)
    #expect(other.record.outcome == .drifted)
  }

  @Test("a replay that fails again keeps the unknown condition")
  func sentAgain() throws {
    let failing = try record(["main"], "t/a s/one fail")
    let stored = try states("t/a when version<1: x", failing).1
    var again = failing
    again = again.takingKnown(from: stored)
    #expect(again.outcome == .undecided && again.known.map(\.state) == [.unclear])
    var fixed = try record(["main"], "t/a s/one pass")
    fixed = fixed.takingKnown(from: stored)
    #expect(fixed.outcome == .conformant && fixed.known == [])
  }

  @Test("a condition that is false, or that names the version, is decided")
  func decided() throws {
    let failing = try record([], "t/a s/one fail")
    #expect(try states("t/a when server=sglang version<1: x", failing).0 == [.elsewhere])
    let main = try record(["main"], "t/a s/one fail")
    #expect(try states("t/a when version=main: x", main).0 == [.fails])
  }

  @Test("an unknown condition excuses nothing during a run")
  func underWay() throws {
    let results = try record([], "model/a s/one fail").results
    func marked(_ lines: String) throws -> [CheckResult] {
      try GateRecords.known(lines).mark(results, of: record([]))
    }
    #expect(try marked("model/a when version<1: x\n").allSatisfy { $0.known == nil })
    #expect(try marked("model/a: x\n")[0].known == .init("x"))
  }
}
