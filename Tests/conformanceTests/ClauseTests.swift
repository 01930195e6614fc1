import Foundation
import Harness
import Testing

@Suite("Each built-in check cites its clause and states its impact")
struct ClauseTests {
  @Test("in its metadata, and the clause belongs to a reference")
  func cited() async throws {
    for check in try await LawHarness.shared.value.catalogue.checks {
      #expect(!check.clause.isEmpty, "\(check.id)")
      #expect(check.reference.hasPrefix("https://"), "\(check.id)")
      let text = try String(contentsOfFile: check.file, encoding: .utf8)
      // A check without it would be taken for a loss.
      #expect(text.contains("\n  impact: \""), "\(check.id)")
    }
  }
}
