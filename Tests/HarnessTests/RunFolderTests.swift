import Foundation
import Testing

@testable import Harness

@Suite("Files of a run folder, which may come from anyone")
struct RunFolderTests {
  @Test("a file that is too large, outside of the folder, or behind a link out of it is not read")
  func refused() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(
      atPath: "\(path)/run", withIntermediateDirectories: true)
    for name in ["secret", "run/small", "run/large"] {
      try Data("{}".utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/run/link", withDestinationPath: "\(path)/secret")
    // Without content, so that it takes no space.
    #expect(truncate("\(path)/run/large", 257 << 20) == 0)
    let folder = RunFolder(kept: "\(path)/run")
    #expect(folder.read("small") == Array("{}".utf8))
    for name in ["large", "missing", "link", "../secret", "\(path)/secret"] {
      #expect(folder.read(name) == nil, "\(name)")
    }
  }
}
