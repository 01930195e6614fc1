import Harness
import Testing

@testable import ReferenceServer

@Suite("What the standards allow, or OpenAI does too, fails no check")
struct BenignTests {
  @Test("a run stays clean", arguments: BenignVariant.streams + BenignVariant.answers)
  func clean(_ variant: BenignVariant) async throws {
    let fault = Fault("benign", variant.name, unjudged: "it is benign", by: variant.alteration)
    let record = try await LawHarness.shared.value.record(with: [fault])
    #expect(record.failedChecks == variant.noted)
    #expect(record.outcome == .conformant)
  }
}
