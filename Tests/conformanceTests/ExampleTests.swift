import Foundation
import Harness
import Reports
import Testing

@Suite("reports/example is up to date; `make example` rewrites it")
struct ExampleTests {
  private static let folder = RunFolder(kept: "\(LawHarness.root)/reports/example")
  private static let files: [(name: String, format: ReportFormat)] = [
    ("report.html", .html), ("junit.xml", .junit), ("summary.md", .markdown),
    ("annotations.txt", .annotations), ("ctrf.json", .ctrf), ("exchanges.har", .har),
    ("results.tap", .tap), ("run.json", .json),
  ]

  private func run() throws -> StoredRun {
    let record = try RunFolder.opened(at: Self.folder.path).record
    return StoredRun(record, folder: "reports/example") { Self.folder.read($0) }
  }

  @Test("in every format", arguments: files)
  func format(_ name: String, _ format: ReportFormat) throws {
    let shown = String(decoding: Self.folder.read(name) ?? [], as: UTF8.self)
    #expect(try format.render(run()) == shown, "make example")
  }

  @Test("every format is there")
  func all() {
    #expect(Set(Self.files.map(\.format)) == Set(ReportFormat.allCases))
  }

  @Test("also as text and as a picture")
  func text() throws {
    let shown = String(decoding: Self.folder.read("report.txt") ?? [], as: UTF8.self)
    #expect(try textReport(run(), style: TextStyle(width: 100)) == shown, "make example")
    let picture = try #require(Self.folder.read("report.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
