import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A known failure must fail under the conditions and until the date of its line")
struct KnownFailureTests {
  private func states(_ lines: String, _ record: RunRecord) throws -> (
    [KnownVerdict.State], RunRecord
  ) {
    try GateRecords.evaluated(record, known: lines)
  }

  private static func record() throws -> RunRecord {
    try GateRecords.record(
      ["t/a s/one fail", "t/a s/two pass", "t/b s/one inconclusive", "t/c s/one not-applicable"],
      traits: ["server": ["vllm"], "version": ["0.23.1rc1.dev3+gabc"]])
  }

  @Test(
    "the state of each line",
    arguments: [
      ("t/a s/one: braces get lost", .fails),
      ("t/a: braces get lost, a/b#1, until 2026-11-26", .fails),
      ("t/*: all of it", .fails),
      ("t/a s/*: all of it", .fails),
      ("t/a s/two: once", .stale),
      ("t/a s/two sometimes: now and then", .occasional),
      ("t/a s/one: past, until 2026-11-25", .expired),
      ("t/b unjudged: the reason is unknown", .fails),
      ("t/b: it is not known to fail", .notJudged),
      ("t/a s/one unjudged: it fails", .notJudged),
      ("t/a s/two unjudged: it passes", .stale),
      ("t/a s/two sometimes unjudged: it passes", .occasional),
      ("t/c: never applied", .notJudged),
      ("t/a s/none: not selected", .elsewhere),
      ("t/a s/one when server=vllm: x", .fails),
      ("t/a s/one when server=sglang: x", .elsewhere),
      ("t/a s/one when server!=sglang version<0.24: x", .fails),
      ("t/a s/one when version<0.23.1: a candidate comes before the release", .fails),
      ("t/a s/one when version>=0.23.1: x", .elsewhere),
      ("t/a s/one when version<=0.23: x", .elsewhere),
      ("t/a s/one when version>0.22.9: x", .fails),
      ("t/a s/one when model=qwen3:8b: the colon is a part of the name", .fails),
      ("t/a s/one when model=qwen* endpoint=*8000*: x", .fails),
      ("t/a s/one when profile=full: x", .elsewhere),
      ("t/a s/one when server==vllm version==0.23*: x", .fails),
    ] as [(String, KnownVerdict.State)])
  func states(_ line: String, _ state: KnownVerdict.State) throws {
    #expect(try states(line, Self.record()).0 == [state])
  }

  @Test("a run with only known failures conforms; a stale or expired line fails it")
  func outcome() throws {
    let record = try GateRecords.record(["t/a s/one fail", "t/a s/two pass"])
    #expect(record.outcome == .notConformant)
    #expect(try states("t/a s/one: known", record).1.outcome == .conformant)
    #expect(try states("t/a s/one: known, until 2026-11-01", record).1.outcome == .notConformant)
    #expect(try states("t/a s/one: known\nt/a s/two: gone", record).1.outcome == .notConformant)
    let sound = try GateRecords.record(["t/a s/one pass"])
    #expect(try states("t/a sometimes: now and then", sound).1.outcome == .conformant)
    #expect(try states("t/a: gone", sound).1.outcome == .notConformant)
  }

  @Test("a result that a known failure keeps from being judged is known too, in the same case only")
  func consequences() throws {
    let record = try GateRecords.record([
      "t/a s/one fail", "t/b s/one inconclusive", "t/b s/two inconclusive", "t/b s/three pass",
    ])
    let marked = try states("t/a s/one: known", record).1
    #expect(marked.results.map { $0.known != nil } == [true, true, false, false])
    #expect(marked.outcome == .undecided)
  }

  @Test("a known failure excuses later steps of its trial and nothing else")
  func excuses() throws {
    var record = try GateRecords.record([
      "t/a s/one fail", "t/b s/one inconclusive", "t/b s/one inconclusive",
      "t/b s/one.stream inconclusive", "t/w s/one inconclusive",
    ])
    (record.results[1].step, record.results[2].trial) = (2, 2)
    record.results[1].transcript = nil
    (record.results[4].step, record.results[4].trial) = (nil, nil)
    let marked = try states("t/a s/one: known", record).1
    #expect(marked.results.map { $0.known != nil } == [true, true, false, false, true])
    record.results[1].transcript = "transcripts/s/one/1-2.json"
    let sent = try states("t/a s/one: known", record).1
    #expect(sent.results.map { $0.known != nil } == [true, false, false, false, true])
    #expect(sent.outcome == .undecided)
    let advice = try GateRecords.record(["should/a s/one fail", "t/b s/one inconclusive"])
    #expect(
      try states("should/a: known", advice).1.results.map { $0.known != nil } == [true, false])
  }

  @Test("a partial run makes a line stale only if the line names the case")
  func partial() throws {
    var part = try GateRecords.record(["t/a s/two pass"])
    part.shard = Shard("1/2")
    #expect(try states("t/a: known", part).0 == [.notJudged])
    #expect(try states("t/a s/*: known", part).0 == [.notJudged])
    #expect(try states("t/a s/two: known", part).0 == [.stale])
    var narrowed = try GateRecords.record(["t/a s/two pass"])
    narrowed.selection = Selection(only: ["s/two"])
    #expect(try states("t/a: known", narrowed).0 == [.notJudged])
  }

  @Test("a single success of a model does not make a line stale")
  func singleSuccess() throws {
    let record = try GateRecords.record(["model/a s/one pass"])
    #expect(try states("model/a s/one: it is small", record).0 == [.notJudged])
    var measured = record
    measured.results = (1...20).map { trial in
      var result = record.results[0]
      result.trial = trial
      return result
    }
    measured.tried["s/one"] = 20
    measured.rateRule.measuresAll = true
    #expect(try states("model/a s/one: it is small", measured).0 == [.stale])
  }

  @Test("an undecided result can hide the failure of a line for several cases")
  func hidden() throws {
    let record = try GateRecords.record(["t/a s/two pass", "http/x s/one inconclusive"])
    for line in ["t/a: known", "t/a s/*: known", "t/*: known"] {
      #expect(try states(line, record).0 == [.notJudged], "\(line)")
    }
    #expect(try states("t/a s/two: known", record).0 == [.stale])
    // A result that is undecided for a known reason hides nothing, in any order of lines.
    let both = try states("t/a: known\nhttp/x unjudged: it is known", record).0
    #expect(both == [.stale, .fails])
    let model = try GateRecords.record(["t/a s/two pass", "model/x s/one inconclusive"])
    #expect(try states("t/a: known", model).0 == [.stale])
  }

  @Test("a result that is missing because of the budget is not excused by a known failure")
  func outOfBudget() throws {
    var record = try GateRecords.record(
      ["t/a s/one fail", "t/b s/one inconclusive", "t/c s/two pass"], ending: "exhausted")
    (record.results[1].step, record.results[1].transcript) = (2, nil)
    record.results[1].verdict = .inconclusive(.interrupted)
    let marked = try states("t/a s/one: known", record).1
    #expect(marked.results.map { $0.known != nil } == [true, false, false])
    #expect(marked.outcome == .undecided)
  }

  @Test("a known failure does not excuse what follows another failure")
  func otherCauses() throws {
    var record = try GateRecords.record([
      "t/a s/one fail", "model/b s/one fail", "t/c s/one inconclusive", "t/d s/two pass",
    ])
    (record.results[2].step, record.results[2].transcript) = (2, nil)
    #expect(try states("t/a s/one: known", record).1.results[2].known == nil)
    let both = try states("t/a s/one: known\nmodel/b s/one: weak", record).1
    #expect(both.results[2].known != nil)
    (record.results[0].step, record.results[2].step) = (2, 3)
    #expect(try states("t/a s/one: known", record).1.results[2].known == nil)
  }

  @Test("a run that ended early makes no line stale")
  func early() throws {
    let record = try GateRecords.record(["t/a s/two pass"], ending: "exhausted")
    #expect(try states("t/a: known", record).0 == [.notJudged])
  }

  @Test("a case that always fails is not written as `sometimes` because of another case")
  func always() throws {
    var record = try GateRecords.record(
      ["t/a s/x fail", "t/a s/x fail", "t/a s/y fail", "t/a s/y pass"])
    (record.results[1].trial, record.results[3].trial) = (2, 2)
    let lines = KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: "r")
    #expect(
      lines == ["t/a s/x: r, until 2027-02-24", "t/a s/y sometimes: r, until 2027-02-24"])
  }

  @Test("an entry with `unjudged` does not excuse a failure in a replay")
  func sentAgain() throws {
    let lines = "t/a unjudged: unknown\nt/b: it fails"
    let stored = try states(
      lines, GateRecords.record(["t/a s/one inconclusive", "t/b s/one fail", "t/c s/one pass"])
    ).1
    #expect(stored.results.map { $0.known != nil } == [true, true, false])
    var fresh = try GateRecords.record(["t/a s/one fail", "t/b s/one fail", "t/c s/one pass"])
    fresh = fresh.takingKnown(from: stored)
    #expect(fresh.results.map { $0.known != nil } == [false, true, false])
    var same = try GateRecords.record(["t/a s/one inconclusive", "t/b s/one inconclusive"])
    same = same.takingKnown(from: stored)
    #expect(same.results.map { $0.known != nil } == [true, false])
  }

  @Test("a consequence of a known failure is excused in a replay only if the failure repeats")
  func sentAgainBehind() throws {
    var run = try GateRecords.record(
      ["t/a s/one fail", "t/b s/one inconclusive", "t/c s/two pass"])
    (run.results[1].step, run.results[1].transcript) = (2, nil)
    let stored = try states("t/a: known", run).1
    #expect(stored.results.map { $0.known != nil } == [true, true, false])
    var again = run
    again = again.takingKnown(from: stored)
    #expect(again.results.map { $0.known != nil } == [true, true, false])
    #expect(again.outcome == .conformant)
    var fixed = run
    fixed.results[0].verdict = .pass
    fixed = fixed.takingKnown(from: stored)
    #expect(fixed.results.allSatisfy { $0.known == nil } && fixed.outcome == .undecided)
  }

  @Test("a written file lets the same run pass, with one line for a check that fails everywhere")
  func written() throws {
    let record = try GateRecords.record([
      "t/a s/one fail", "t/a s/two pass", "t/b s/one fail", "t/b s/two fail",
      "t/d s/one inconclusive", "t/e s/three inconclusive", "should/x s/one fail",
      "model/y s/one pass",
    ])
    let lines = KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: nil)
    let entries = try GateRecords.known(lines.joined(separator: "\n")).entries
    #expect(entries.map(\.subject) == ["t/a s/one", "t/b", "t/e"])
    #expect(entries.map(\.isUnjudged) == [false, false, true])
    #expect(entries.allSatisfy { $0.until == "2027-02-24" && $0.reason.contains("a/b#1") })
    let found = ["wrong", "wrong", "for a reason"]
    #expect(zip(entries, found).allSatisfy { $0.reason.hasPrefix($1) })
    let (states, marked) = try states(lines.joined(separator: "\n"), record)
    #expect(states == [.fails, .fails, .fails])
    #expect(marked.outcome == .conformant)
    let old = try GateRecords.known(lines.joined(separator: "\n"))
    #expect(KnownFailures.lines(for: record, besides: old, until: "2027-02-24", reason: nil) == [])
  }

  @Test("a sporadic failure, or a failure of the model, is written as `sometimes`")
  func writtenOccasionally() throws {
    var record = try GateRecords.record([
      "t/a s/one fail", "t/a s/one pass", "t/b s/one fail", "t/b s/one pass", "model/y s/one fail",
    ])
    record.results[1].trial = 2
    record.results[3].step = 2
    #expect(
      KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: "why") == [
        "t/a s/one sometimes: why, until 2027-02-24",
        "t/b s/one: why, until 2027-02-24",
        "model/y sometimes: why, until 2027-02-24",
      ])
  }

  @Test("names that do not fit into a line are left out")
  func unnameable() throws {
    var record = try GateRecords.record(["t/a s/one fail"])
    for name in ["t/a: x\nt/*: all", "t/\u{9}b"] {
      record.results[0].check = name
      #expect(
        KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: nil) == [])
    }
  }

  @Test("many lines and results are compared in moderate time")
  func manyLines() throws {
    var record = try GateRecords.record(["t/a s/one pass"])
    let first = record.results[0]
    record.results = (0..<50_000).map { number in
      var result = first
      result.check = "t/\(number % 100)"
      result.testCase = "s/\(number % 70)"
      return result
    }
    let lines = (0..<500).map { "t/\($0) s/*: x" }.joined(separator: "\n")
    let began = Date()
    _ = try states(lines, record)
    #expect(Date().timeIntervalSince(began) < 20)
  }
}
