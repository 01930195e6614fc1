import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A condition that nobody can tell to hold leaves a run open where its outcome hangs on that")
struct KnownConditionTests {
  private func states(_ lines: String, _ record: RunRecord) throws -> (
    [KnownVerdict.State], RunRecord
  ) {
    try GateRecords.held(record, known: lines)
  }

  private func record(_ version: [String], _ results: String...) throws -> RunRecord {
    try GateRecords.record(
      results + ["t/z s/two pass"],
      traits: ["server": ["vllm"]].merging(version.isEmpty ? [:] : ["version": version]) { $1 })
  }

  @Test(
    "a version that is not told, or is none that can be compared",
    arguments: [
      ("t/a s/one when version<0.24: x", ["main"]), ("t/a s/one when version<0.24: x", []),
      ("t/a s/one when version!=0.24.0: x", []), ("t/a when server=vllm version>1: x", []),
      ("t/a when version<9: x", ["a1b2c3d"]),
      ("t/a when version<9: x", ["1234567"]), ("t/a when version<9: x", ["b1234567"]),
      ("t/a when version<9: x", ["5b12345"]), ("t/a when version<9: x", ["nightly-2026-11-01"]),
    ])
  func unclear(_ line: String, _ version: [String]) throws {
    let (failed, held) = try states(line, record(version, "t/a s/one fail"))
    #expect(failed == [.unclear] && held.outcome == .undecided)
    #expect(held.results[0].known == .init("x", isInDoubt: true))
    let read = try #require(StrictJSON.decode(held.json.bytes()).value.flatMap(RunRecord.init))
    #expect(read.outcome == .undecided)
    let (passed, sound) = try states(line, record(version, "t/a s/one pass"))
    #expect(passed == [.notJudged] && sound.outcome == .conformant)
  }

  @Test("nothing is open where the outcome is the same either way")
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

  @Test("a line that is certain is not stale by what is in doubt")
  func bystander() throws {
    let (states, held) = try states(
      "t/x: sure\nt/a s/one unjudged when version<1: x",
      record(["main"], "t/x s/one pass", "t/a s/one inconclusive"))
    #expect(states == [.notJudged, .unclear] && held.outcome == .undecided)
  }

  @Test("what a pin makes of it may hang on it as well")
  func pinned() throws {
    let pin = Pin(of: try record(["main"], "should/a s/one pass"))
    let failing = try record(["main"], "should/a s/one fail")
    let sure = try GateRecords.held(failing, known: "should/a: x", pin: pin)
    #expect(sure.states == [.fails] && sure.record.outcome == .conformant)
    let unclear = try GateRecords.held(failing, known: "should/a when version<1: x", pin: pin)
    #expect(unclear.states == [.unclear] && unclear.record.outcome == .undecided)
    let other = try GateRecords.held(
      failing, known: "should/a when server=sglang: x", pin: pin)
    #expect(other.record.outcome == .drifted)
  }

  @Test("what was in doubt is so still when it is sent again, as long as it fails")
  func sentAgain() throws {
    let failing = try record(["main"], "t/a s/one fail")
    let kept = try states("t/a when version<1: x", failing).1
    var again = failing
    again = again.takingKnown(from: kept)
    #expect(again.outcome == .undecided && again.known.map(\.state) == [.unclear])
    var mended = try record(["main"], "t/a s/one pass")
    mended = mended.takingKnown(from: kept)
    #expect(mended.outcome == .conformant && mended.known == [])
  }

  @Test("what is known to be false, or is asked by name, is told")
  func told() throws {
    let failing = try record([], "t/a s/one fail")
    #expect(try states("t/a when server=sglang version<1: x", failing).0 == [.elsewhere])
    let main = try record(["main"], "t/a s/one fail")
    #expect(try states("t/a when version=main: x", main).0 == [.fails])
  }

  @Test("what is in doubt while a run is under way is measured")
  func underWay() throws {
    let results = try record([], "model/a s/one fail").results
    func marked(_ lines: String) throws -> [CheckResult] {
      try GateRecords.known(lines).mark(results, of: record([]))
    }
    #expect(try marked("model/a when version<1: x\n").allSatisfy { $0.known == nil })
    #expect(try marked("model/a: x\n")[0].known == .init("x"))
  }
}
