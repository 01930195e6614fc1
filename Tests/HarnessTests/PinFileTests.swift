import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A pin's file is for people, and is read to the letter")
struct PinFileTests {
  private static func kept(_ text: String) throws -> String {
    let file = "\(NSTemporaryDirectory())/pin-\(UUID()).json"
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  @Test(
    "a pin that is damaged is told for what it is, and nobody is told to write over it",
    arguments: [
      ("\"started\": \"", "\"begun\": \"", "`run`, with `started`"),
      ("\"profile\": \"agent\"", "\"profile\": 7", "`run`, with `started`"),
      ("\"t/a\": \"pass\"", "", "`checks` cannot be read"),
      ("\"t/a\": \"pass\"", "\"t/a\": \"fine\"", "what is said of the check `t/a`"),
      ("\"server\": \"vllm\"", "\"server\": 5", "`server` cannot be read"),
      ("\"identity\"", "\"identify\"", "`identity` cannot be read"),
      (
        "  \"identity\"", "<<<<<<< HEAD\n  \"identity\"",
        ": it is not JSON (a conflict is left in it"
      ),
      ("\"conformance-pin\",", "\"conformance-pin\"", ":3:3: it is not JSON"),
    ])
  func damaged(_ sound: String, _ broken: String, _ told: String) throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    try #require(pin.text.contains(sound), "\(pin.text)")
    let file = try Self.kept(pin.text.replacing(sound, with: broken))
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect {
      _ = try Pin(file: file)
    } throws: { error in
      let words = "\(error)"
      return words.hasPrefix(file) && words.contains(told) && words.contains("mend it")
        && !words.contains("pin write")
    }
  }

  @Test("a folder is no pin")
  func folder() {
    #expect { _ = try Pin(file: NSTemporaryDirectory()) } throws: {
      "\($0)".contains("is a folder")
    }
  }

  @Test("a file is read as it was written, a line for each thing that can change")
  func file() throws {
    let record = try GateRecords.record(
      ["t/a s/one pass", "t/b s/one fail"], traits: GateRecords.vllm)
    let pin = Pin(of: record)
    let path = FileManager.default.temporaryDirectory.appending(path: "pin-\(UUID()).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(pin.text.utf8).write(to: URL(filePath: path))
    #expect(try Pin(file: path) == pin)
    for line in [#""server": "vllm""#, #""t/b": "fail""#, #""value": "0.22.0""#] {
      #expect(pin.text.split(separator: "\n").count { $0.contains(line) } == 1)
    }
    for (good, bad) in [
      (#""t/b": "fail""#, #""t/b": 1"#), (#""t/b": "fail""#, #""t/b": "failed""#),
      (#""server": "vllm""#, #""server": {}"#), (#""checks": {"#, #""cheques": {"#),
    ] {
      try Data(pin.text.replacing(good, with: bad).utf8).write(to: URL(filePath: path))
      #expect(throws: Pin.Failure.self, "\(bad)") { try Pin(file: path) }
    }
    try Data("{}".utf8).write(to: URL(filePath: path))
    #expect(throws: Pin.Failure.self) { try Pin(file: path) }
    #expect(throws: Pin.Failure.self) { try Pin(file: path + "-nowhere") }
  }

  @Test(
    "a topology that is asked for is compared by its degrees",
    arguments: [
      ("tp2", "tp2", true), ("TP2", "tp2", true), ("tp2-ep", "tp2-ep", true),
      ("tp2,pp2", "tp2-pp2", true), ("none", "none", true), ("tp1", "none", true),
      ("tp2", "none", false), ("none", "tp2", false), ("tp2", "tp4", false),
      ("tp2", "tp2-ep", false),
    ])
  func topology(_ asked: String, _ seen: String, _ fits: Bool) throws {
    var record = try GateRecords.record(
      ["t/a s/one pass"], traits: ["parallelism": [seen]])
    var gate = Gate()
    gate.parallelism = Parallelism(asked)
    record = gate.evaluate(record)
    #expect(record.outcome == (fits ? .conformant : .drifted))
    gate.effect = .warn
    record = gate.evaluate(record)
    #expect(record.outcome == .conformant)
  }
}
