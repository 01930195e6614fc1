import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("What is known to fail must fail, where and as long as its line says")
struct KnownFailureTests {
  private func states(_ lines: String, _ record: RunRecord) throws -> (
    [KnownVerdict.State], RunRecord
  ) {
    try GateRecords.held(record, known: lines)
  }

  private static func record() throws -> RunRecord {
    try GateRecords.record(
      ["t/a s/one fail", "t/a s/two pass", "t/b s/one inconclusive", "t/c s/one not-applicable"],
      traits: ["server": ["vllm"], "version": ["0.23.1rc1.dev3+gabc"]])
  }

  @Test(
    "each line comes to what it should",
    arguments: [
      ("t/a s/one: braces get lost", .fails),
      ("t/a: braces get lost, a/b#1, until 2026-11-26", .fails),
      ("t/*: all of it", .fails),
      ("t/a s/*: all of it", .fails),
      ("t/a s/two: once", .stale),
      ("t/a s/two sometimes: now and then", .occasional),
      ("t/a s/one: over, until 2026-11-25", .expired),
      ("t/b unjudged: nobody knows why", .fails),
      ("t/b: it is not known to fail", .notJudged),
      ("t/a s/one unjudged: it fails", .notJudged),
      ("t/a s/two unjudged: it passes", .stale),
      ("t/a s/two sometimes unjudged: it passes", .occasional),
      ("t/c: never applied", .notJudged),
      ("t/a s/none: not asked", .elsewhere),
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

  @Test("a run with nothing but known failures conforms; a stale line or one that is over fails it")
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

  @Test("what cannot be judged because of a known failure is known too, in its case alone")
  func consequences() throws {
    let record = try GateRecords.record([
      "t/a s/one fail", "t/b s/one inconclusive", "t/b s/two inconclusive", "t/b s/three pass",
    ])
    let held = try states("t/a s/one: known", record).1
    #expect(held.results.map { $0.known != nil } == [true, true, false, false])
    #expect(held.outcome == .undecided)
  }

  @Test("a known failure excuses what comes after it in its trial, and nothing beside it")
  func excuses() throws {
    var record = try GateRecords.record([
      "t/a s/one fail", "t/b s/one inconclusive", "t/b s/one inconclusive",
      "t/b s/one.stream inconclusive", "t/w s/one inconclusive",
    ])
    (record.results[1].step, record.results[2].trial) = (2, 2)
    record.results[1].transcript = nil
    (record.results[4].step, record.results[4].trial) = (nil, nil)
    let held = try states("t/a s/one: known", record).1
    #expect(held.results.map { $0.known != nil } == [true, true, false, false, true])
    record.results[1].transcript = "transcripts/s/one/1-2.json"
    let sent = try states("t/a s/one: known", record).1
    #expect(sent.results.map { $0.known != nil } == [true, false, false, false, true])
    #expect(sent.outcome == .undecided)
    let advice = try GateRecords.record(["should/a s/one fail", "t/b s/one inconclusive"])
    #expect(
      try states("should/a: known", advice).1.results.map { $0.known != nil } == [true, false])
  }

  @Test("what passes in a part of the cases may fail in the rest, unless the line names the case")
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

  @Test("that a model came through once shows nothing of it to be gone")
  func luck() throws {
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

  @Test("what was not judged may hide the failure of a line that is about more than a case")
  func hidden() throws {
    let record = try GateRecords.record(["t/a s/two pass", "http/x s/one inconclusive"])
    for line in ["t/a: known", "t/a s/*: known", "t/*: known"] {
      #expect(try states(line, record).0 == [.notJudged], "\(line)")
    }
    #expect(try states("t/a s/two: known", record).0 == [.stale])
    // Nor does what is open for a known reason, wherever its line stands.
    let both = try states("t/a: known\nhttp/x unjudged: it is known", record).0
    #expect(both == [.stale, .fails])
    let rolled = try GateRecords.record(["t/a s/two pass", "model/x s/one inconclusive"])
    #expect(try states("t/a: known", rolled).0 == [.stale])
  }

  @Test("what the end of a budget left over is no consequence of what is known to fail")
  func leftOver() throws {
    var record = try GateRecords.record(
      ["t/a s/one fail", "t/b s/one inconclusive", "t/c s/two pass"], ending: "exhausted")
    (record.results[1].step, record.results[1].transcript) = (2, nil)
    record.results[1].verdict = .inconclusive(.interrupted)
    let held = try states("t/a s/one: known", record).1
    #expect(held.results.map { $0.known != nil } == [true, false, false])
    #expect(held.outcome == .undecided)
  }

  @Test("what comes behind a failure that is not known is not excused by one that is")
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

  @Test("what always fails is not said to fail sometimes, since something else does")
  func always() throws {
    var record = try GateRecords.record(
      ["t/a s/x fail", "t/a s/x fail", "t/a s/y fail", "t/a s/y pass"])
    (record.results[1].trial, record.results[3].trial) = (2, 2)
    let lines = KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: "r")
    #expect(
      lines == ["t/a s/x: r, until 2027-02-24", "t/a s/y sometimes: r, until 2027-02-24"])
  }

  @Test("what was known to be unjudged excuses no failure when it is sent again")
  func sentAgain() throws {
    let lines = "t/a unjudged: nobody knows\nt/b: it fails"
    let kept = try states(
      lines, GateRecords.record(["t/a s/one inconclusive", "t/b s/one fail", "t/c s/one pass"])
    ).1
    #expect(kept.results.map { $0.known != nil } == [true, true, false])
    var fresh = try GateRecords.record(["t/a s/one fail", "t/b s/one fail", "t/c s/one pass"])
    fresh = fresh.takingKnown(from: kept)
    #expect(fresh.results.map { $0.known != nil } == [false, true, false])
    var same = try GateRecords.record(["t/a s/one inconclusive", "t/b s/one inconclusive"])
    same = same.takingKnown(from: kept)
    #expect(same.results.map { $0.known != nil } == [true, false])
  }

  @Test("what followed from a known failure is excused again only where that fails again")
  func sentAgainBehind() throws {
    var run = try GateRecords.record(
      ["t/a s/one fail", "t/b s/one inconclusive", "t/c s/two pass"])
    (run.results[1].step, run.results[1].transcript) = (2, nil)
    let kept = try states("t/a: known", run).1
    #expect(kept.results.map { $0.known != nil } == [true, true, false])
    var again = run
    again = again.takingKnown(from: kept)
    #expect(again.results.map { $0.known != nil } == [true, true, false])
    #expect(again.outcome == .conformant)
    var mended = run
    mended.results[0].verdict = .pass
    mended = mended.takingKnown(from: kept)
    #expect(mended.results.allSatisfy { $0.known == nil } && mended.outcome == .undecided)
  }

  @Test("a written file lets the same run pass, one line for what fails everywhere")
  func written() throws {
    let record = try GateRecords.record([
      "t/a s/one fail", "t/a s/two pass", "t/b s/one fail", "t/b s/two fail",
      "t/d s/one inconclusive", "t/e s/three inconclusive", "should/x s/one fail",
      "model/y s/one pass",
    ])
    let lines = KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: nil)
    #expect(
      lines == [
        "t/a s/one: wrong, like a/b#1, until 2027-02-24",
        "t/b: wrong, like a/b#1, until 2027-02-24",
        "t/e unjudged: for a reason, like a/b#1, until 2027-02-24",
      ])
    let (states, held) = try states(lines.joined(separator: "\n"), record)
    #expect(states == [.fails, .fails, .fails])
    #expect(held.outcome == .conformant)
    let old = try GateRecords.known(lines.joined(separator: "\n"))
    #expect(KnownFailures.lines(for: record, besides: old, until: "2027-02-24", reason: nil) == [])
  }

  @Test("what fails at times, or is a matter of luck, is said to fail sometimes")
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

  @Test("names that no line can hold are left out")
  func unnameable() throws {
    var record = try GateRecords.record(["t/a s/one fail"])
    for name in ["t/a: x\nt/*: all", "t/\u{9}b"] {
      record.results[0].check = name
      #expect(
        KnownFailures.lines(for: record, besides: nil, until: "2027-02-24", reason: nil) == [])
    }
  }

  @Test("many lines and results are held in the time that they take to read")
  func manyLines() throws {
    var record = try GateRecords.record(["t/a s/one pass"])
    let one = record.results[0]
    record.results = (0..<50_000).map { number in
      var result = one
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
