import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A pin detects each kind of drift of the endpoint")
struct PinTests {
  private func drifts(_ change: (inout [String: [String]]) -> Void) throws -> [String] {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    var traits = GateRecords.vllm
    change(&traits)
    let record = try GateRecords.record(["t/a s/one pass"], traits: traits)
    return pin.verdict(on: record).drifts.map { "\($0.subject) \($0.change.rawValue)" }
  }

  @Test("equal traits do not drift, and the order of a list does not matter")
  func same() throws {
    #expect(try drifts { _ in } == [])
    #expect(try drifts { $0["models"] = ["b", "a"] } == [])
  }

  @Test("the drift of a fingerprint names the part that changed")
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

  @Test("a fingerprint that vanishes, appears or varies is one drift, not one for each part")
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

  @Test("a fingerprint in another format is one drift")
  func otherGrammar() throws {
    let changed = try drifts {
      $0["fingerprint"] = ["fp_custom"]
      for part in ["version", "parallelism", "configuration"] { $0[part] = nil }
    }
    #expect(changed == ["fingerprint changed"])
  }

  @Test("no drift is reported if no trait is known")
  func unknown() throws {
    #expect(try drifts { $0 = [:] } == [])
  }

  @Test("an optional trait that is missing does not count; a new value does")
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

  @Test("a value that is missing from several values does not count")
  func fewerValues() throws {
    let pin = Pin(
      of: try GateRecords.record(["t/a s/one pass"], traits: ["fingerprint": ["a", "b"]]))
    func counts(_ seen: [String]) throws -> [Bool] {
      pin.verdict(
        on: try GateRecords.record(["t/a s/one pass"], traits: ["fingerprint": seen])
      ).drifts.map(\.counts)
    }
    #expect(try counts(["b", "a"]) == [])
    #expect(try counts(["b"]) == [false])
    #expect(try counts(["c"]) == [true])
  }

  @Test("a new value counts even if each of its parts is known")
  func mixture() throws {
    func record(_ fingerprints: [String], _ versions: [String], _ parallelism: [String]) throws
      -> RunRecord
    {
      try GateRecords.record(
        ["t/a s/one pass"],
        traits: ["fingerprint": fingerprints, "version": versions, "parallelism": parallelism])
    }
    let pin = Pin(
      of: try record(["vllm-1-tp2-a", "vllm-2-tp1-b"], ["1", "2"], ["tp2", "tp1"]))
    let verdict = pin.verdict(on: try record(["vllm-1-tp1-a"], ["1"], ["tp1"]))
    #expect(verdict.isDrifted)
    #expect(verdict.drifts.contains { $0.subject == "fingerprint" && $0.counts })
  }

  @Test("a fingerprint without the parallelism is a drift from the expected parallelism")
  func incompleteFingerprints() throws {
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

  @Test("an endpoint that cannot be identified leaves the run undecided")
  func unread() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    var record = try GateRecords.record(["t/a s/one pass"])
    record.identity.problem = "identity.jq: stopped"
    for effect in PinVerdict.Effect.allCases {
      var (gate, checked) = (Gate(), record)
      (gate.pin, gate.parallelism, gate.effect) = (("p.json", pin), Parallelism("tp2"), effect)
      checked = gate.evaluate(checked)
      #expect(checked.pinned?.isOpen == true && checked.pinned?.drifts == [])
      #expect(checked.pinned?.remarks.first?.contains("identity.jq: stopped") == true)
      #expect(checked.outcome == (effect == .fail ? .undecided : .conformant))
      let read = try #require(StrictJSON.decode(checked.json.bytes()).value.flatMap(RunRecord.init))
      #expect(read.outcome == checked.outcome && read.json == checked.json)
    }
  }

  @Test("a run without traits leaves the comparison undecided")
  func blank() throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    let verdict = pin.verdict(on: try GateRecords.record(["t/a s/one pass"]))
    #expect(verdict.isOpen && verdict.drifts == [])
  }

  @Test("times are reported and never count; small differences are not reported")
  func times() throws {
    var before = try GateRecords.record(["t/a s/one pass"])
    before.identity.measures = [
      Identity.Measure(name: "first event", value: 100, unit: "ms"),
      Identity.Measure(name: "complete answer", value: 2, unit: "ms"),
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

  @Test("an unknown topology is a drift; an invalid topology is rejected")
  func unknownTopology() throws {
    var record = try GateRecords.record(["t/a s/one pass"])
    var gate = Gate()
    gate.parallelism = Parallelism("tp2")
    record = gate.evaluate(record)
    #expect(record.outcome == .drifted)
    for text in ["", "two", "tp", "tp0", "tp2-tp4", "tp2 none", "xx2"] {
      #expect(Parallelism(text) == nil, "\(text)")
    }
  }

  @Test("a failure is more severe than a drift")
  func moreSevere() throws {
    var record = try GateRecords.record(["t/a s/one fail"])
    var gate = Gate()
    gate.parallelism = Parallelism("tp2")
    record = gate.evaluate(record)
    #expect(record.outcome == .notConformant)
  }
}
