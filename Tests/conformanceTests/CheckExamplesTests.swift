import Foundation
import Harness
import JQ
import Testing
import JSONText
import Transcripts

@Suite("Every built-in check judges its own examples correctly")
struct CheckExamplesTests {
  /// The ids of the checks, from their files.
  static let checks =
    (FileManager.default.enumerator(atPath: "\(LawHarness.suites)/checks")?
    .compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".jq") }
    .map { String($0.dropLast(".jq".count)) }.sorted()

  private func check(_ id: String) async throws -> Check {
    try #require(try await LawHarness.shared.value.catalogue.checks.first { $0.id == id })
  }

  @Test(
    "its examples pass and fail, and its remedies and harms exist", arguments: checks)
  func proves(_ id: String) async throws {
    let harness = try await LawHarness.shared.value
    let proof = ExampleVerifier(worker: harness.worker, remedies: harness.catalogue.remedies)
    let check = try await check(id)
    #expect(await proof.problems(of: [check]).map(\.what) == [])
  }

  @Test("it has a requirement, a reference, harms and remedies", arguments: checks)
  func isComplete(_ id: String) async throws {
    let check = try await check(id)
    #expect(!check.breaks.isEmpty && !check.remedy.isEmpty)
    #expect(check.reference.hasPrefix("https://"))
    #expect(check.requirement.hasSuffix("."))
  }

  @Test("its examples contain only fields of a transcript", arguments: checks)
  func isOfTheSchema(_ id: String) async throws {
    let check = try await check(id)
    for example in check.passes + check.fails {
      let transcripts =
        check.over == .exchange ? [example] : example["transcripts"]?.array ?? []
      #expect(transcripts.flatMap { TranscriptSchema.shared.unknownFields(of: $0) } == [])
    }
  }

  @Test("no check fails to judge an exchange without a response")
  func noResponse() async throws {
    let harness = try await LawHarness.shared.value
    let empty = #"{"ending":"complete","case":{"expect":{}},"request":{},"response":{}}"#
    for (check, verdict) in await harness.judge.judge(Input(empty), over: .exchange) {
      if case .inconclusive(let reason) = verdict {
        Issue.record("\(check.id) is inconclusive: \(reason)")
      }
    }
  }
}

/// The published schema of transcripts.
struct TranscriptSchema {
  static let shared = TranscriptSchema()

  private let root: JSON

  private init() {
    let file = URL(filePath: "\(LawHarness.root)/reports/transcript.schema.json")
    root = (try? Data(contentsOf: file)).flatMap { StrictJSON.decode(Array($0)).value } ?? [:]
  }

  /// The paths of the fields that are not in the schema, in objects whose fields the schema lists.
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
