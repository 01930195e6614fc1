import Foundation
import JSONText
import Testing

@testable import ReferenceServer

/// Texts are for people, and fields for programs: rewording every text of a stored run changes no verdict, no
/// comparison and no exit code.
@Suite("Reworded messages decide the same", .serialized)
struct RewordedRunTests: CommandSuite {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  /// The keys of texts that the product wrote for people, in records and transcripts.
  private static let texts: Set<String> = [
    "at", "breaks", "clause", "does", "ending_detail", "known", "means", "message", "reason",
    "remarks", "remedy", "requirement", "says", "saw", "title", "what", "words",
  ]

  /// The value in upper case, if it is a text for people or holds such texts.
  private func reworded(_ value: JSON, isText: Bool = false) -> JSON {
    switch value {
    case .string(let text): isText ? .string(text.uppercased()) : value
    case .array(let items): .array(items.map { reworded($0, isText: isText) })
    case .object(let members):
      .object(
        members.map { member in
          // What was sent and received, and what a case expects, is not ours.
          let isForeign = ["request", "body", "data", "json", "expect", "traits"].contains(
            member.key)
          return JSON.Member(
            member.key,
            isForeign
              ? member.value
              : reworded(member.value, isText: Self.texts.contains(member.key)))
        })
    default: value
    }
  }

  /// Copies a run, with every text reworded; returns the number of files that changed.
  private func reword(_ run: String, to copy: String) throws -> Int {
    let (from, to) = ("\(scratch.path)/\(run)", "\(scratch.path)/\(copy)")
    try FileManager.default.copyItem(
      atPath: URL(filePath: from).resolvingSymlinksInPath().path, toPath: to)
    var changed = 0
    for name in FileManager.default.enumerator(atPath: to)?.compactMap({ $0 as? String }) ?? []
    where name.hasSuffix(".json") {
      let file = URL(filePath: "\(to)/\(name)")
      let before = try #require(StrictJSON.decode(Array(try Data(contentsOf: file))).value)
      let after = reworded(before)
      if after != before { changed += 1 }
      try Data(after.bytes()).write(to: file)
    }
    return changed
  }

  /// A record without texts, times and the paths of the run.
  private func decisions(_ value: JSON) -> JSON {
    switch value {
    case .array(let items): .array(items.map(decisions))
    case .object(let members):
      .object(
        members.filter { !Self.texts.contains($0.key) && $0.key != "remedies" }
          .map { JSON.Member($0.key, decisions($0.value)) })
    default: value
    }
  }

  private static let known = """
    chat/assistant-role sometimes: a known failure
    sse/ends-with-done when version>9: a failure of a newer version

    """

  @Test("by judge, report, diff, replay, pin and known failures")
  func commands() async throws {
    let server = try server("arguments-lose-a-brace", "no-done")
    try scratch.write(Self.known, to: "known.txt")
    _ = try await run("--endpoint", server.baseURL, "--known", "known.txt")
    #expect(try reword("reports/latest", to: "reworded") > 5)

    func both(_ words: String...) async throws -> (original: Invocation, reworded: Invocation) {
      (
        try await run(words.map { $0.replacing("RUN", with: "reports/latest") }),
        try await run(words.map { $0.replacing("RUN", with: "reworded") })
      )
    }
    for words in [["judge", "RUN"], ["report", "RUN"], ["judge", "RUN", "--known", "known.txt"]] {
      let original = try await run(
        words.map { $0.replacing("RUN", with: "reports/latest") } + ["--json", "-"])
      let reworded = try await run(
        words.map { $0.replacing("RUN", with: "reworded") } + ["--json", "-"])
      #expect(original.code == reworded.code, "\(words)")
      #expect(
        decisions(try original.record().json) == decisions(try reworded.record().json), "\(words)")
    }
    for words in [["diff", "reports/latest", "reworded"], ["diff", "reworded", "reports/latest"]] {
      #expect(try await run(words).code == 0, "\(words)")
    }
    for (first, second) in [
      try await both("pin", "write", "RUN.pin.json", "RUN", "--force"),
      try await both("known", "write", "RUN.known.txt", "RUN"),
      try await both("replay", "RUN", "--failed"),
      try await both("merge", "RUN"),
    ] {
      #expect(first.code == second.code)
    }
    let checked = try await both("pin", "check", "reworded.pin.json", "RUN")
    #expect(checked.original.code == checked.reworded.code)
  }

  @Test("by merge")
  func merge() async throws {
    let server = try server("no-done")
    for shard in 1...2 {
      _ = try await run(
        "--endpoint", server.baseURL, "--shard", "\(shard)/2", "--reports", "shard\(shard)")
      _ = try reword("shard\(shard)/latest", to: "reworded\(shard)")
    }
    let original = try await run("merge", "shard1/latest", "shard2/latest")
    let merged = try scratch.record()
    let again = try await run("merge", "reworded1", "reworded2", "--reports", "again")
    #expect(original.code == 1 && again.code == 1)
    let results = try decisions(JSON.array(scratch.record("again/latest").results))
    #expect(results == decisions(.array(merged.results)))
  }
}
