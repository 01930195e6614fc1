import Testing

@testable import Harness

@Suite("The requirements of a date do not change")
struct RequirementsTests {
  @Test("every check and case of a set still exists")
  func present() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    #expect(!catalogue.requirements.isEmpty)
    for set in catalogue.requirements {
      #expect(set.names.subtracting(RequirementSet.lines(of: catalogue)) == [], "\(set.date)")
    }
  }

  @Test("a larger profile contains the smaller ones")
  func profiles() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    func cases(_ name: String) throws -> Set<String> {
      let profile = try #require(catalogue.profiles.first { $0.name == name })
      return Set(try Plan(catalogue, profile: profile).trials.map(\.testCase.id))
    }
    let (steps, agent) = (try cases("four-step"), try cases("agent"))
    #expect(steps.isStrictSubset(of: agent))
    #expect(try agent.isStrictSubset(of: cases("full")))
    #expect(try agent == cases("strict"))
  }
}
