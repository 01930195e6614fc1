import JSONText
import Foundation
import Harness
import Testing
import Transcripts

/// `Experiments.jsonl` lists experiments in which real programs received damaged responses: program, version, the
/// damage, and the reaction of the program.
@Suite("Every harm in a report was observed, or is marked as not measured")
struct HarmTests {
  private struct Experiment: Decodable {
    let client: String
    let version: String
    let experiment: String
    let verdict: String
    let error_text: String
  }

  private func experiments() throws -> [String: Experiment] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Experiments.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let all = try lines.map { try JSONDecoder().decode(Experiment.self, from: Data($0.utf8)) }
    return Dictionary(all.map { ("\($0.client):\($0.experiment)", $0) }, uniquingKeysWith: { $1 })
  }

  /// The harms of all checks, and of cases whose request is refused.
  private func harms() async throws -> [(place: String, harm: Harm)] {
    let catalogue = try await LawHarness.shared.value.catalogue
    let refused = catalogue.cases.flatMap { testCase in
      (testCase.ifRefused?["breaks"]?.array ?? []).compactMap(Harm.init).map { (testCase.id, $0) }
    }
    return catalogue.checks.flatMap { check in check.harms.map { (check.id, $0) } } + refused
  }

  @Test("a harm names the experiments that show it, or is marked as not measured")
  func isShown() async throws {
    for (place, harm) in try await harms() {
      #expect(harm.shown.isEmpty != harm.isMeasured, "\(place): \(harm.sentence)")
    }
  }

  @Test("each experiment damaged that version of the program, with that error message")
  func isTrue() async throws {
    let experiments = try experiments()
    for (place, harm) in try await harms() {
      let shown = harm.shown.compactMap { experiments[$0] }
      #expect(shown.count == harm.shown.count, "\(place) names \(harm.shown)")
      #expect(shown.allSatisfy { ["loses", "breaks"].contains($0.verdict) }, "\(place)")
      if let version = harm.version, !shown.isEmpty {
        let versions = shown.map(\.version)
        for number in version.replacing(" and ", with: ", ").components(separatedBy: ", ") {
          #expect(versions.contains { $0.hasPrefix(number) }, "\(place): \(number), \(versions)")
        }
      }
      if let says = harm.says, !shown.isEmpty {
        #expect(shown.contains { $0.error_text.contains(says) }, "\(place): \(says)")
      }
    }
  }

  @Test("every remedy is used, and every used remedy exists")
  func remedies() async throws {
    let catalogue = try await LawHarness.shared.value.catalogue
    let folder = URL(filePath: LawHarness.suites)
    var named: Set<String> = []
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "jq" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      named.formUnion(text.matches(of: /"([a-z0-9][a-z0-9.-]*)"/).map { String($0.output.1) })
    }
    for id in catalogue.remedies.keys.sorted() {
      #expect(named.contains(id), "nothing names the remedy \(id)")
    }
    let inCases = catalogue.cases.flatMap { testCase in
      (testCase.ifRefused?["remedy"]?.array ?? []).compactMap(\.string)
    }
    for id in catalogue.checks.flatMap(\.remedy) + inCases {
      #expect(catalogue.remedies[id] != nil, "there is no remedy \(id)")
    }
  }

  @Test("a remedy for any engine names none")
  func isNeutral() async throws {
    let engines = /(?i)\b(vllm|sglang|llama\.cpp|ollama|litellm)\b|#\d{3,}/
    for (id, remedy) in try await LawHarness.shared.value.catalogue.remedies {
      #expect(remedy.fix.firstMatch(of: engines) == nil, "\(id): \(remedy.fix)")
      #expect(!remedy.fix.isEmpty && remedy.fix.hasSuffix("."), "\(id): \(remedy.fix)")
    }
  }
}
