import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

/// Records for tests of the gate.
enum GateRecords {
  /// A record with results written as `check case verdict`. Checks below `model/` concern the model,
  /// and checks below `should/` are advice.
  static func record(
    _ results: [String], traits: [String: [String]] = [:], started: String = "2026-11-26T10:00:00Z",
    ending: String = "complete"
  ) throws -> RunRecord {
    let rows = results.map { $0.split(separator: " ").map(String.init) }
    func level(_ check: String) -> String { check.hasPrefix("should/") ? "should" : "must" }
    func concerns(_ check: String) -> String { check.hasPrefix("model/") ? "model" : "protocol" }
    let cases = rows.map { $0[1] }.uniqued().map { id in
      let module = id.hasSuffix(".stream") ? String(id.dropLast(7)) : id
      return
        #"{"id":"\#(id)","module":"\#(module)","suite":"s","title":"T","expect":[{"status":200}]}"#
    }
    let checks = rows.map { $0[0] }.uniqued().map { id in
      #"{"id":"\#(id)","level":"\#(level(id))","concerns":"\#(concerns(id))","seen":["a/b#1"]}"#
    }
    let all = rows.map { row in
      """
      {"check":"\(row[0])","case":"\(row[1])","level":"\(level(row[0]))",
       "concerns":"\(concerns(row[0]))","step":1,"trial":1,"verdict":"\(row[2])",
       "reason":"for a reason","findings":[{"message":"wrong"}],
       "transcript":"transcripts/\(row[1])/1-1.json"}
      """
    }
    let identity = traits.sorted { $0.key < $1.key }.map { name, values in
      let sightings = values.map {
        #"{"value":"\#($0)","times":3,"seen":["transcripts/s/a/1-1.json"]}"#
      }
      let part =
        ["version", "parallelism", "configuration"].contains(name) && traits["fingerprint"] != nil
        ? #","of":"fingerprint""# : ""
      let many = name == "models" ? #","many":true"# : ""
      return #"{"name":"\#(name)","values":[\#(sightings.joined(separator: ","))]\#(part)\#(many)}"#
    }
    let json = """
      {"format":"conformance-run","version":1,"target":{"endpoint":"http://h:8000/v1","model":"qwen3:8b"},
       "started":"\(started)","ending":"\(ending)","profile":"agent",
       "identity":{"traits":[\(identity.joined(separator: ","))],"timings":[]},
       "cases":[\(cases.joined(separator: ","))],
       "checks":[\(checks.joined(separator: ","))],"results":[\(all.joined(separator: ","))]}
      """
    return try #require(StrictJSON.decode(Array(json.utf8)).value.flatMap(RunRecord.init))
  }

  /// The traits of vLLM on two devices.
  static let vllm = [
    "server": ["vllm"], "fingerprint": ["vllm-0.22.0-tp2-a536750c"], "version": ["0.22.0"],
    "parallelism": ["tp2"], "configuration": ["a536750c"], "models": ["a", "b"],
    "context length": ["8192"],
  ]

  /// The entries of a file of known failures with this text.
  static func known(_ text: String) throws -> KnownFailures {
    let path = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID()).txt").path
    try Data(text.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try KnownFailures(file: path)
  }

  /// The record after a comparison with known failures and a pin, and the state of each line.
  static func evaluated(_ record: RunRecord, known lines: String, pin: Pin? = nil) throws -> (
    states: [KnownVerdict.State], record: RunRecord
  ) {
    var gate = Gate()
    gate.known = try known(lines + "\n")
    gate.pin = pin.map { ("pin.json", $0) }
    let evaluated = gate.evaluate(record)
    return (evaluated.known.map(\.state), evaluated)
  }
}
