import JSONText
import Foundation
import Testing
import Transcripts

/// A temporary folder for one test, removed when the test ends.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "conformance-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every file below it, with its bytes.
  func files() -> [(name: String, bytes: Data)] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.compactMap { name in
      FileManager.default.contents(atPath: "\(path)/\(name)").map { (name, $0) }
    }
  }

  /// A JSON file below it.
  func json(_ name: String) throws -> JSON {
    let data = try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
    return try #require(StrictJSON.decode(Array(data)).value, "\(name) is not JSON")
  }

  /// The text of a file below it.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Writes a file below it, and the folders on the way to it.
  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Whether there is a file or a folder of that name.
  func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

  /// The names of the runs kept below a folder, the oldest first.
  func runs(below folder: String = "reports") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")
      .filter { $0 != "latest" }.sorted()
  }

  /// The record of a run kept below it.
  func record(_ folder: String = "reports/latest") throws -> KeptRecord {
    try KeptRecord(json("\(folder)/run.json"))
  }
}
