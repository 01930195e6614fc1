import Testing

@testable import Harness

@Suite("What was asked at a date stays what it was")
struct RequirementsTests {
  @Test("every check and case that a set names is still there")
  func present() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    #expect(!catalogue.requirements.isEmpty)
    for set in catalogue.requirements {
      #expect(set.names.subtracting(RequirementSet.lines(of: catalogue)) == [], "\(set.date)")
    }
  }

  @Test("a profile that asks for more leaves out nothing of what asks for less")
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
