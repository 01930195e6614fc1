import Testing

@testable import Harness

@Suite("What was asked at a date stays what it was")
struct RequirementsTests {
  @Test("every check and case that a set names is still there")
  func present() async throws {
    let catalogue = try await Workshop.shared.value.catalogue
    #expect(!catalogue.requirements.isEmpty)
    for set in catalogue.requirements {
      #expect(set.names.subtracting(RequirementSet.lines(of: catalogue)) == [], "\(set.date)")
    }
  }
}
