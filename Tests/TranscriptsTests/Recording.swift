import Foundation
import Testing

/// A stream that a real server sent; see `Recordings/README.md`.
struct Recording: CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]

  var testDescription: String { name }

  /// Every recording in the folder next to this file.
  static let all: [Recording] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recordings")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { $0.hasSuffix(".body") }.map { name in
      let data = try? Data(contentsOf: folder.appending(path: name))
      return Recording(name: name, bytes: Array(data ?? Data()))
    }
  }()
}
