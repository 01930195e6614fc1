import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A pin file is readable by people and read strictly")
struct PinFileTests {
  private static func stored(_ text: String) throws -> String {
    let file = "\(NSTemporaryDirectory())/pin-\(UUID()).json"
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  @Test(
    "the error about a damaged pin has its place, and does not suggest to overwrite it",
    arguments: [
      ("\"started\": \"", "\"begun\": \"", "`started`"),
      ("\"profile\": \"agent\"", "\"profile\": 7", "`profile`"),
      ("\"t/a\": \"pass\"", "", "`checks`"),
      ("\"t/a\": \"pass\"", "\"t/a\": \"fine\"", "`t/a`"),
      ("\"server\": \"vllm\"", "\"server\": 5", "`server`"),
      ("\"identity\"", "\"identify\"", "`identity`"),
      ("  \"identity\"", "<<<<<<< HEAD\n  \"identity\"", ":14:1:"),
      ("\"conformance-pin\",", "\"conformance-pin\"", ":3:3:"),
    ])
  func damaged(_ sound: String, _ broken: String, _ place: String) throws {
    let pin = Pin(of: try GateRecords.record(["t/a s/one pass"], traits: GateRecords.vllm))
    try #require(pin.text.contains(sound), "\(pin.text)")
    let file = try Self.stored(pin.text.replacing(sound, with: broken))
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect {
      _ = try Pin(file: file)
    } throws: { error in
      let words = "\(error)"
      return words.hasPrefix(file) && words.contains(place) && !words.contains("pin write")
    }
  }

  @Test("a folder is not a pin")
  func folder() {
    #expect { _ = try Pin(file: NSTemporaryDirectory()) } throws: {
      $0 is NamedFile.Failure && "\($0)".contains(NSTemporaryDirectory())
    }
  }

  @Test("a written pin is read unchanged, and has a line for each value that can change")
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
    "the expected topology is compared by its degrees",
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
