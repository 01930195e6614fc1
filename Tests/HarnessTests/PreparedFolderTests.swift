import Foundation
import JQ
import Testing

@testable import Harness

@Suite("A prepared folder is used only if nobody else can change it")
struct PreparedFolderTests {
  private let parent = FileManager.default.temporaryDirectory.appending(path: "prepared-\(UUID())")
    .path

  private func folder(_ digest: String = "0") -> PreparedFolder {
    PreparedFolder(
      below: parent, for: "/suites", digest: String(repeating: digest, count: 16))
  }

  private func allow(_ mode: Int, on path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test("returns what was written, and nothing else")
  func roundTrip() {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = folder()
    #expect(folder.read("file") == nil)
    folder.write([1, 2, 3], to: "file")
    #expect(folder.read("file") == [1, 2, 3])
    folder.write([4], to: "file")
    #expect(folder.read("file") == [4])
    #expect(folder.read("other") == nil)
  }

  @Test("other suites and other contents have other folders")
  func names() {
    let paths = [
      folder("1"), folder("2"),
      PreparedFolder(below: parent, for: "/other", digest: String(repeating: "1", count: 16)),
    ].map(\.path)
    #expect(Set(paths).count == 3)
  }

  @Test("a folder that others can write to is not used", arguments: [0o777, 0o770, 0o707])
  func writableFolder(_ mode: Int) throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = folder()
    folder.write([1], to: "file")
    try allow(mode, on: folder.path)
    #expect(!folder.isTrusted)
    #expect(!folder.create())
    #expect(folder.read("file") == nil)
    folder.write([2], to: "file")
    #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/file")) == Data([1]))
  }

  @Test("a file that others can write, and a link, are not read")
  func writableFile() throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = folder()
    folder.write([1], to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/file")
    #expect(folder.read("link") == nil)
    try allow(0o622, on: "\(folder.path)/file")
    #expect(folder.read("file") == nil)
  }

  @Test("a link in place of the folder is not used")
  func linkedFolder() throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    try FileManager.default.createDirectory(
      atPath: "\(parent)/real", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder().path, withDestinationPath: "\(parent)/real")
    #expect(!folder().isTrusted)
    #expect(!folder().create())
  }

  @Test("an image that could not be made is tried again after a day")
  func failure() throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = folder()
    #expect(!folder.hasFailed)
    folder.note(ProgramImage.Failure("two recordings differ"))
    #expect(folder.hasFailed)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -90_000)],
      ofItemAtPath: "\(folder.path)/\(try #require(names.first))")
    #expect(!folder.hasFailed)
  }

  @Test("the oldest folders are removed")
  func removal() throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    for number in 1...6 {
      let folder = folder("\(number)")
      #expect(folder.create())
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: Double(number - 100))],
        ofItemAtPath: folder.path)
    }
    #expect((1...6).filter { folder("\($0)").isTrusted } == [3, 4, 5, 6])
  }

  @Test("the oldest images of a folder are removed, and nothing else")
  func removalOfImages() throws {
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = folder()
    folder.write([0], to: "metadata.json")
    for number in 1...6 {
      folder.write([1], to: "programs-\(number)")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: Double(number - 100))],
        ofItemAtPath: "\(folder.path)/programs-\(number)")
    }
    folder.removeOldImages()
    #expect((1...6).filter { folder.read("programs-\($0)") != nil } == [3, 4, 5, 6])
    #expect(folder.read("metadata.json") == [0])
  }
}
