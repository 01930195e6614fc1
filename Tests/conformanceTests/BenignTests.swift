import Harness
import Testing

@testable import ReferenceServer

@Suite("What the standards allow, or OpenAI does too, fails no check")
struct BenignTests {
  private static let places = Places(4)

  @Test("a run stays clean", arguments: BenignVariant.streams + BenignVariant.answers)
  func clean(_ variant: BenignVariant) async throws {
    let fault = Fault("benign", variant.name, unjudged: "it is benign", by: variant.alteration)
    await Self.places.take()
    defer { Task { await Self.places.give() } }
    let harness = try await LawHarness.shared.value
    let plan = try await FaultRecords.needAll ? nil : harness.plan(for: fault)
    let record = try await harness.record(with: [fault], plan: plan)
    #expect(record.failedChecks == variant.noted)
    #expect(record.outcome == .conformant)
  }
}
