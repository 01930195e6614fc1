import Testing

@testable import Harness

@Suite("A pin detects changed verdicts of checks")
struct PinCheckTests {
  @Test(
    "a check that newly fails or passes is a drift, and does not count if it concerns the model",
    arguments: [
      ("t/a s/one pass", "t/a s/one fail", "newly-fails", true),
      ("t/a s/one fail", "t/a s/one pass", "newly-passes", true),
      ("t/a s/one not-applicable", "t/a s/one fail", "newly-fails", false),
      ("t/a s/one pass", "t/a s/one not-applicable", "no-longer-judged", false),
      ("t/a s/one pass", "t/a s/one inconclusive", "no-longer-judged", false),
      ("model/a s/one pass", "model/a s/one fail", "newly-fails", false),
      ("should/a s/one pass", "should/a s/one fail", "newly-fails", true),
    ])
  func checks(_ before: String, _ after: String, _ change: String, _ counts: Bool) throws {
    let pin = Pin(of: try GateRecords.record([before]))
    let drifts = pin.verdict(on: try GateRecords.record([after])).drifts
    #expect(drifts.map(\.change.rawValue) == [change])
    #expect(drifts.map(\.counts) == [counts])
  }

  @Test("a known failure is reported as newly failing and does not count")
  func known() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"]))
    var record = try GateRecords.record(["t/a s/one fail"])
    record.results[0].known = .init("known")
    #expect(pin.verdict(on: record).drifts.map(\.counts) == [false])
  }

  @Test("a failure in a case that the pin did not run does not count")
  func otherCases() throws {
    var before = try GateRecords.record(["should/a s/one pass"])
    before.selection = Selection(only: ["s/one"])
    let pin = Pin(of: before)
    let after = try GateRecords.record(["should/a s/one pass", "should/a s/two fail"])
    #expect(pin.verdict(on: after).drifts.map(\.counts) == [false])
  }

  @Test("an occasional known failure that passes does not count")
  func occasional() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one fail"]))
    var record = try GateRecords.record(["t/a s/one pass"])
    #expect(pin.verdict(on: record).drifts.map(\.counts) == [true])
    var gate = Gate()
    gate.known = try GateRecords.known("t/* sometimes: known\n")
    gate.pin = ("p.json", pin)
    record = gate.evaluate(record)
    #expect(record.pinned?.drifts.map(\.counts) == [false])
    #expect(record.outcome == .conformant)
    // It does not count either if another check is undecided.
    var open = try GateRecords.record(["t/a s/one pass", "should/b s/one inconclusive"])
    open = gate.evaluate(open)
    #expect(open.pinned?.isDrifted == false)
  }

  @Test("other requirements are not comparable, and the remark names them")
  func requirements() throws {
    var before = try GateRecords.record(["t/a s/one fail"])
    before.requirements = "2026-12"
    let pin = Pin(of: before)
    let after = try GateRecords.record(["t/a s/one pass", "t/b s/one pass"])
    #expect(pin.verdict(on: after).drifts == [])
    #expect(pin.verdict(on: after).isOfOtherCases)
    #expect(pin.verdict(on: after).remarks.contains { $0.contains("--requirements 2026-12") })
  }

  @Test("requirements with the same checks are comparable; with fewer checks, drifts count")
  func sameChecks() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass", "t/b s/one fail"]))
    var later = try GateRecords.record(["t/a s/one fail", "t/b s/one pass"])
    later.requirements = "2026-12"
    #expect(pin.verdict(on: later).drifts.map(\.change) == [.newlyFails, .newlyPasses])
    #expect(pin.verdict(on: later).drifts.map(\.counts) == [true, true])
    #expect(pin.verdict(on: later).remarks == [])
    var fewer = try GateRecords.record(["t/a s/one fail"])
    fewer.requirements = "2026-12"
    #expect(pin.verdict(on: fewer).isDrifted)
    #expect(pin.verdict(on: fewer).remarks.count == 1)
  }

  @Test("a check that is not in the pin does not drift")
  func newCheck() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"]))
    let verdict = pin.verdict(on: try GateRecords.record(["t/a s/one pass", "t/b s/one fail"]))
    #expect(verdict.drifts == [])
  }

  @Test("a run with fewer cases does not make a failure pass")
  func narrowed() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one fail"]))
    var record = try GateRecords.record(["t/a s/two pass"])
    record.selection = Selection(only: ["s/two"])
    let verdict = pin.verdict(on: record)
    #expect(verdict.drifts == [])
    #expect(verdict.isOfOtherCases)
    #expect(verdict.remarks.contains { $0.contains("--only s/two") })
    var part = try GateRecords.record(["t/a s/two pass"])
    part.shard = Shard("1/2")
    #expect(pin.verdict(on: part).drifts == [])
    let early = try GateRecords.record(["t/a s/two pass"], ending: "exhausted")
    #expect(pin.verdict(on: early).drifts == [])
  }
}
