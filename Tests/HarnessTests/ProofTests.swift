import Testing

@testable import Harness

@Suite("A check proves itself on its own examples")
struct ProofTests {
  private func problems(_ check: String) async throws -> [SuiteProblem] {
    let suites = try SuitesOnDisk(["checks/t/a.jq": SuitesOnDisk.check(check)])
    return await ExampleVerifier(worker: suites.worker).problems(
      of: try await suites.catalogue().checks)
  }

  @Test("an example that comes out otherwise is told by its number, with what the check said")
  func disproved() async throws {
    // Both examples are `{}`.
    let blind = try await problems("def applies: true; def check: true;")
    #expect(blind.map(\.what) == ["`fails[0]` does not fail: it passes"])
    #expect(blind.first?.line == 2)
    let strict = try await problems(#"def applies: true; def check: "one", "two";"#)
    #expect(strict.map(\.what) == ["`passes[0]` does not pass: found one; two"])
    let idle = try await problems(#"def applies: "never"; def check: true;"#)
    #expect(
      idle.map(\.what) == [
        "`passes[0]` does not pass: not applicable, never",
        "`fails[0]` does not fail: not applicable, never",
      ])
  }

  @Test("a check that holds what it says is no problem")
  func proved() async throws {
    let suites = try SuitesOnDisk([
      "checks/t/a.jq": SuitesOnDisk.check(#"def applies: true; def check: .a // "none";"#)
        .replacing("passes: [{}]", with: "passes: [{a: true}]")
    ])
    #expect(
      await ExampleVerifier(worker: suites.worker).problems(of: try await suites.catalogue().checks)
        == [])
  }
}
