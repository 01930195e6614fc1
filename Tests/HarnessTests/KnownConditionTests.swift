import Foundation
import Testing
import Transcripts

@testable import Harness

@Suite("A condition that nobody can tell to hold leaves a run open where its outcome hangs on that")
struct KnownConditionTests {
  private func known(_ text: String) throws -> KnownFailures {
    let path = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID()).txt").path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try KnownFailures(file: path)
  }

  private func states(_ line: String, _ record: RunRecord) throws -> (
    [KnownVerdict.State], RunRecord
  ) {
    var record = record
    var gate = Gate()
    gate.known = try known(line + "\n")
    gate.hold(&record)
    return (record.known.map(\.state), record)
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
      ("t/a when version<9: x", ["a1b2c3d"]), ("t/a when version<9: x", ["nightly-2026-11-01"]),
    ])
  func unclear(_ line: String, _ version: [String]) throws {
    let (failed, held) = try states(line, record(version, "t/a s/one fail"))
    #expect(failed == [.unclear] && held.outcome == .undecided)
    #expect(held.results[0].known?.hasPrefix("x (whether its conditions hold") == true)
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

  @Test("what is known to be false, or is asked by name, is told")
  func told() throws {
    let failing = try record([], "t/a s/one fail")
    #expect(try states("t/a when server=sglang version<1: x", failing).0 == [.elsewhere])
    let main = try record(["main"], "t/a s/one fail")
    #expect(try states("t/a when version=main: x", main).0 == [.fails])
  }

  @Test("what is in doubt while a run is under way is measured")
  func underWay() throws {
    var results = try record([], "model/a s/one fail").results
    try known("model/a when version<1: x\n").mark(&results, in: record([]))
    #expect(results.allSatisfy { $0.known == nil })
    try known("model/a: x\n").mark(&results, in: record([]))
    #expect(results[0].known == "x")
  }
}
