import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A pin names each drift for what it is")
struct PinTests {
  private func drifts(_ change: (inout [String: [String]]) -> Void) throws -> [String] {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    var traits = GateRecords.vllm
    change(&traits)
    let record = try GateRecords.record(["t/a s/one pass"], traits: traits)
    return pin.verdict(on: record).drifts.map { "\($0.subject) \($0.change.rawValue)" }
  }

  @Test("nothing drifts from itself, whatever the order of a list")
  func same() throws {
    #expect(try drifts { _ in } == [])
    #expect(try drifts { $0["models"] = ["b", "a"] } == [])
  }

  @Test("a fingerprint of known grammar tells which of its parts changed")
  func parts() throws {
    let version = try drifts {
      $0["fingerprint"] = ["vllm-0.23.0-tp2-a536750c"]
      $0["version"] = ["0.23.0"]
    }
    #expect(version == ["version changed"])
    let parallelism = try drifts {
      $0["fingerprint"] = ["vllm-0.22.0-a536750c"]
      $0["parallelism"] = ["none"]
    }
    #expect(parallelism == ["parallelism changed"])
    let both = try drifts {
      $0["fingerprint"] = ["vllm-0.22.0-tp4-bbbbbbbb"]
      $0["parallelism"] = ["tp4"]
      $0["configuration"] = ["bbbbbbbb"]
    }
    #expect(Set(both) == ["parallelism changed", "configuration changed"])
  }

  @Test("what vanishes, appears or takes turns is one drift, not one for each part")
  func wholes() throws {
    let gone = try drifts { traits in
      for name in ["fingerprint", "version", "parallelism", "configuration"] { traits[name] = nil }
    }
    #expect(gone == ["fingerprint vanished"])
    let split = try drifts {
      $0["fingerprint"] = ["vllm-0.22.0-tp2-a536750c", "vllm-0.23.0-tp2-a536750c"]
      $0["version"] = ["0.22.0", "0.23.0"]
    }
    #expect(split == ["fingerprint split-brain"])
    #expect(try drifts { $0["slots"] = ["4"] } == ["slots appeared"])
    #expect(try drifts { $0["models"] = ["a"] } == ["models changed"])
    #expect(try drifts { $0["context length"] = ["4096"] } == ["context length changed"])
  }

  @Test("a fingerprint that is written in another way altogether is told as a whole")
  func otherGrammar() throws {
    let changed = try drifts {
      $0["fingerprint"] = ["fp_custom"]
      for part in ["version", "parallelism", "configuration"] { $0[part] = nil }
    }
    #expect(changed == ["fingerprint changed"])
  }

  @Test("an endpoint of which nothing could be found out has lost nothing")
  func unknown() throws {
    #expect(try drifts { $0 = [:] } == [])
  }

  @Test(
    "a check that newly fails or passes is a drift, unless models roll dice",
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

  @Test("what may be missing by chance is told and does not count; a value never seen does")
  func optional() throws {
    func record(_ values: [String]) throws -> RunRecord {
      var record = try GateRecords.record(["t/a s/one pass"], traits: ["server": ["vllm"]])
      if !values.isEmpty {
        record.identity.traits.append(
          Identity.Trait(
            name: "version",
            values: values.map { Identity.Sighting(value: $0, times: 1, seen: []) },
            isList: true, isOptional: true))
      }
      return record
    }
    func counts(_ before: [String], _ after: [String]) throws -> [Bool] {
      try Pin(of: record(before)).verdict(on: record(after)).drifts.map(\.counts)
    }
    #expect(try counts(["a"], []) == [false])
    #expect(try counts([], ["a"]) == [false])
    #expect(try counts(["a", "b"], ["a"]) == [false])
    #expect(try counts(["a"], ["b"]) == [true])
    #expect(try counts(["a"], ["a", "b"]) == [true])
  }

  @Test("what is known to fail is told as newly failing, and is no drift that counts")
  func known() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"]))
    var record = try GateRecords.record(["t/a s/one fail"])
    record.results[0].known = .init("it is known")
    #expect(pin.verdict(on: record).drifts.map(\.counts) == [false])
  }

  @Test("more cases than the pin's find more, and a farm of which fewer show is the same farm")
  func others() throws {
    var before = try GateRecords.record(["should/a s/one pass"])
    before.selection = Selection(only: ["s/one"])
    let pin = Pin(of: before)
    let after = try GateRecords.record(["should/a s/one pass", "should/a s/two fail"])
    #expect(pin.verdict(on: after).drifts.map(\.counts) == [false])
    let farm = Pin(
      of: try GateRecords.record(["t/a s/one pass"], traits: ["fingerprint": ["a", "b"]]))
    func counts(_ seen: [String]) throws -> [Bool] {
      farm.verdict(
        on: try GateRecords.record(["t/a s/one pass"], traits: ["fingerprint": seen])
      ).drifts.map(\.counts)
    }
    #expect(try counts(["b", "a"]) == [])
    #expect(try counts(["b"]) == [false])
    #expect(try counts(["c"]) == [true])
  }

  @Test("a value never seen counts, although each of its parts was seen")
  func mixture() throws {
    func record(_ fingerprints: [String], _ versions: [String], _ spread: [String]) throws
      -> RunRecord
    {
      try GateRecords.record(
        ["t/a s/one pass"],
        traits: ["fingerprint": fingerprints, "version": versions, "parallelism": spread])
    }
    let pin = Pin(
      of: try record(["vllm-1-tp2-a", "vllm-2-tp1-b"], ["1", "2"], ["tp2", "tp1"]))
    let verdict = pin.verdict(on: try record(["vllm-1-tp1-a"], ["1"], ["tp1"]))
    #expect(verdict.isDrifted)
    #expect(verdict.drifts.contains { $0.subject == "fingerprint" && $0.counts })
  }

  @Test("a fingerprint that does not tell how the model is spread is not as expected")
  func untoldParts() throws {
    func drifts(_ fingerprints: [String], seen: [Int]) throws -> Int {
      var record = try GateRecords.record(
        ["t/a s/one pass"], traits: ["fingerprint": fingerprints, "parallelism": ["tp2"]])
      for index in record.identity.traits.indices {
        for (place, times) in zip(record.identity.traits[index].values.indices, seen) {
          record.identity.traits[index].values[place].times = times
        }
      }
      var gate = Gate()
      gate.parallelism = Parallelism("tp2")
      record = gate.evaluate(record)
      return try #require(record.pinned).drifts.count
    }
    #expect(try drifts(["vllm-1-tp2-a"], seen: [6]) == 0)
    #expect(try drifts(["vllm-1-tp2-a", "fp_other"], seen: [3, 3]) == 1)
  }

  @Test("what is known to fail at times may pass at others, and that is no drift")
  func occasional() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one fail"]))
    var record = try GateRecords.record(["t/a s/one pass"])
    #expect(pin.verdict(on: record).drifts.map(\.counts) == [true])
    var gate = Gate()
    gate.known = try GateRecords.known("t/* sometimes: now and then\n")
    gate.pin = ("p.json", pin)
    record = gate.evaluate(record)
    #expect(record.pinned?.drifts.map(\.counts) == [false])
    #expect(record.outcome == .conformant)
    // Nor where something else was not judged.
    var open = try GateRecords.record(["t/a s/one pass", "should/b s/one inconclusive"])
    open = gate.evaluate(open)
    #expect(open.pinned?.isDrifted == false)
  }

  @Test("an endpoint that could not be made out leaves it open, and drifts in nothing")
  func unread() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    var record = try GateRecords.record(["t/a s/one pass"])
    record.identity.problem = "identity.jq: it was stopped"
    for effect in PinVerdict.Effect.allCases {
      var (gate, held) = (Gate(), record)
      (gate.pin, gate.parallelism, gate.effect) = (("p.json", pin), Parallelism("tp2"), effect)
      held = gate.evaluate(held)
      #expect(held.pinned?.drifts == [])
      #expect(held.pinned?.remarks.first?.contains("could not be made out") == true)
      #expect(held.outcome == (effect == .fail ? .undecided : .conformant))
      let read = try #require(StrictJSON.decode(held.json.bytes()).value.flatMap(RunRecord.init))
      #expect(read.outcome == held.outcome && read.json == held.json)
    }
  }

  @Test("requirements of another date ask another question")
  func requirements() throws {
    var before = try GateRecords.record(["t/a s/one fail"])
    before.requirements = "2026-12"
    let pin = Pin(of: before)
    let after = try GateRecords.record(["t/a s/one pass", "t/b s/one pass"])
    #expect(pin.verdict(on: after).drifts == [])
    #expect(
      pin.verdict(on: after).remarks.contains {
        $0.contains("profile agent --requirements 2026-12")
      })
  }

  @Test("requirements that leave out nothing ask the same, and what asks less finds what drifted")
  func sameQuestion() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass", "t/b s/one fail"]))
    var night = try GateRecords.record(["t/a s/one fail", "t/b s/one pass"])
    night.requirements = "2026-12"
    #expect(pin.verdict(on: night).drifts.map(\.change) == [.newlyFails, .newlyPasses])
    #expect(pin.verdict(on: night).drifts.map(\.counts) == [true, true])
    #expect(pin.verdict(on: night).remarks == [])
    var less = try GateRecords.record(["t/a s/one fail"])
    less.requirements = "2026-12"
    #expect(pin.verdict(on: less).isDrifted)
    #expect(pin.verdict(on: less).remarks.count == 1)
  }

  @Test("a run that tells nothing of the endpoint leaves it open")
  func blank() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    let verdict = pin.verdict(on: try GateRecords.record(["t/a s/one pass"]))
    #expect(verdict.isOpen && verdict.drifts == [])
  }

  @Test("a check that the pin does not know is held against nothing")
  func newCheck() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"]))
    let verdict = pin.verdict(on: try GateRecords.record(["t/a s/one pass", "t/b s/one fail"]))
    #expect(verdict.drifts == [])
  }

  @Test("a run of fewer cases does not make a failure pass")
  func narrowed() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one fail"]))
    var record = try GateRecords.record(["t/a s/two pass"])
    record.selection = Selection(only: ["s/two"])
    let verdict = pin.verdict(on: record)
    #expect(verdict.drifts == [])
    #expect(verdict.remarks.contains { $0.contains("--only s/two") })
    var part = try GateRecords.record(["t/a s/two pass"])
    part.shard = Shard("1/2")
    #expect(pin.verdict(on: part).drifts == [])
    let early = try GateRecords.record(["t/a s/two pass"], ending: "exhausted")
    #expect(pin.verdict(on: early).drifts == [])
  }

  @Test("times are told and never count; what is a trifle is not told")
  func times() throws {
    var before = try GateRecords.record(["t/a s/one pass"])
    before.identity.measures = [
      Identity.Measure(name: "first event", value: 100, unit: "ms"),
      Identity.Measure(name: "whole answer", value: 2, unit: "ms"),
      Identity.Measure(name: "tokens a second", value: 50, unit: "1/s"),
    ]
    var after = before
    after.identity.measures[0].value = 300
    after.identity.measures[1].value = 9
    after.identity.measures[2].value = 10
    after.identity.traits = [
      Identity.Trait(name: "x", values: [Identity.Sighting(value: "1", times: 1, seen: [])])
    ]
    before.identity.traits = after.identity.traits
    let drifts = Pin(of: before).verdict(on: after).drifts
    #expect(
      drifts.map { "\($0.subject) \($0.change)" } == [
        "first event slower", "tokens a second slower",
      ])
    #expect(drifts.allSatisfy { !$0.counts })
  }

  @Test("a topology that nothing tells is not as asked; one that nobody can read is none")
  func untold() throws {
    var record = try GateRecords.record(["t/a s/one pass"])
    var gate = Gate()
    gate.parallelism = Parallelism("tp2")
    record = gate.evaluate(record)
    #expect(record.outcome == .drifted)
    for text in ["", "two", "tp", "tp0", "tp2-tp4", "tp2 none", "xx2"] {
      #expect(Parallelism(text) == nil, "\(text)")
    }
  }

  @Test("a run that does not conform is not merely drifted")
  func graver() throws {
    var record = try GateRecords.record(["t/a s/one fail"])
    var gate = Gate()
    gate.parallelism = Parallelism("tp2")
    record = gate.evaluate(record)
    #expect(record.outcome == .notConformant)
  }
}
