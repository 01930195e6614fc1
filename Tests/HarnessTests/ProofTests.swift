import Testing

@testable import Harness

@Suite("Each check is verified with its own examples")
struct ProofTests {
  private func problems(_ check: String) async throws -> [SuiteProblem] {
    let suites = try SuitesOnDisk(["checks/t/a.jq": SuitesOnDisk.check(check)])
    return await ExampleVerifier(worker: suites.worker).problems(
      of: try await suites.catalogue().checks)
  }

  @Test("a wrong example is reported with its number and the output of the check")
  func wrong() async throws {
    // Both examples are `{}`.
    let blind = try await problems("def applies: true; def check: true;")
    #expect(blind.map(\.line) == [2])
    #expect(blind.first?.what.contains("`fails[0]`") == true)
    let strict = try await problems(#"def applies: true; def check: "one", "two";"#)
    #expect(strict.count == 1)
    for part in ["`passes[0]`", "one", "two"] {
      #expect(strict.first?.what.contains(part) == true, "\(part)")
    }
    let idle = try await problems(#"def applies: "never"; def check: true;"#)
    #expect(idle.count == 2 && idle.allSatisfy { $0.what.contains("never") })
    #expect(zip(idle, ["`passes[0]`", "`fails[0]`"]).allSatisfy { $0.what.contains($1) })
  }

  @Test("a check with right examples is not a problem")
  func right() async throws {
    let suites = try SuitesOnDisk([
      "checks/t/a.jq": SuitesOnDisk.check(#"def applies: true; def check: .a // "none";"#)
        .replacing("passes: [{}]", with: "passes: [{a: true}]")
    ])
    #expect(
      await ExampleVerifier(worker: suites.worker).problems(of: try await suites.catalogue().checks)
        == [])
  }
}
