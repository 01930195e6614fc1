import Harness
import Testing
import Transcripts

@Suite("Every built-in check proves itself on its own examples")
struct CheckExamplesTests {
  @Test("passes what it should pass")
  func passes() async throws {
    for check in try await Workshop.shared.value.catalogue.checks {
      for example in check.passes {
        #expect(try await verdict(of: check, on: example) == .pass, "\(check.id) \(example.text)")
      }
    }
  }

  @Test("fails what it should fail, with words to each finding")
  func fails() async throws {
    let catalogue = try await Workshop.shared.value.catalogue
    for check in catalogue.checks {
      for example in check.fails {
        guard case .fail(let findings) = try await verdict(of: check, on: example) else {
          Issue.record("\(check.id) does not fail \(example.text)")
          continue
        }
        #expect(findings.allSatisfy { !$0.message.isEmpty }, "\(check.id) \(example.text)")
        for remedy in findings.flatMap(\.remedy) where !remedy.contains(" ") {
          #expect(catalogue.remedies[remedy] != nil, "\(check.id) names \(remedy)")
        }
      }
    }
  }

  @Test("says what breaks, what to change, and where the requirement comes from")
  func isComplete() async throws {
    for check in try await Workshop.shared.value.catalogue.checks {
      #expect(!check.breaks.isEmpty && !check.remedy.isEmpty, "\(check.id)")
      #expect(check.reference.hasPrefix("https://"), "\(check.id)")
      #expect(check.requirement.hasSuffix("."), "\(check.id)")
    }
  }

  @Test("applies to nothing, not even with an error, where there was no answer")
  func survivesNothing() async throws {
    let workshop = try await Workshop.shared.value
    let empty = #"{"ending":"complete","case":{"expect":{}},"request":{},"response":{}}"#
    for (check, verdict) in await workshop.judge.judge(empty, over: .exchange) {
      if case .inconclusive(let reason) = verdict {
        Issue.record("\(check.id) is inconclusive about nothing: \(reason)")
      }
    }
  }

  private func verdict(of check: Check, on example: JSON) async throws -> Verdict? {
    try await Workshop.shared.value.judge.judge(example.text, over: check.over)
      .first { $0.0.id == check.id }?.1
  }
}
