import Foundation
import Harness
import Testing
import JSONText
import Transcripts

@Suite("Every built-in check proves itself on its own examples")
struct CheckExamplesTests {
  /// The checks, by their files.
  static let checks =
    (FileManager.default.enumerator(atPath: "\(Workshop.suites)/checks")?
    .compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".jq") }
    .map { String($0.dropLast(".jq".count)) }.sorted()

  private func check(_ id: String) async throws -> Check {
    try #require(try await Workshop.shared.value.catalogue.checks.first { $0.id == id })
  }

  @Test(
    "passes and fails as it says, and names remedies and harms that there are", arguments: checks)
  func proves(_ id: String) async throws {
    let workshop = try await Workshop.shared.value
    let proof = ExampleVerifier(worker: workshop.worker, remedies: workshop.catalogue.remedies)
    let check = try await check(id)
    #expect(await proof.problems(of: [check]).map(\.what) == [])
  }

  @Test("says what breaks, what to change, and where the requirement comes from", arguments: checks)
  func isComplete(_ id: String) async throws {
    let check = try await check(id)
    #expect(!check.breaks.isEmpty && !check.remedy.isEmpty)
    #expect(check.reference.hasPrefix("https://"))
    #expect(check.requirement.hasSuffix("."))
  }

  @Test("is shown with fields that a transcript has", arguments: checks)
  func isOfTheSchema(_ id: String) async throws {
    let check = try await check(id)
    for example in check.passes + check.fails {
      let transcripts =
        check.over == .exchange ? [example] : example["transcripts"]?.array ?? []
      #expect(transcripts.flatMap { TranscriptSchema.shared.unknownFields(of: $0) } == [])
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
}

/// The published schema of transcripts.
struct TranscriptSchema {
  static let shared = TranscriptSchema()

  private let root: JSON

  private init() {
    let file = URL(filePath: "\(Workshop.root)/reports/transcript.schema.json")
    root = (try? Data(contentsOf: file)).flatMap { StrictJSON.decode(Array($0)).value } ?? [:]
  }

  /// The paths of the fields that the schema does not name, where it names any.
  func unknownFields(of transcript: JSON) -> [String] { unknown(transcript, root, "") }

  private func unknown(_ value: JSON, _ schema: JSON, _ path: String) -> [String] {
    if let elements = value.array, let items = schema["items"] {
      return elements.flatMap { unknown($0, items, "\(path)[]") }
    }
    guard let members = value.object, let properties = schema["properties"] else { return [] }
    return members.flatMap { member -> [String] in
      let path = "\(path).\(member.key)"
      return properties[member.key].map { unknown(member.value, $0, path) } ?? [path]
    }
  }
}
