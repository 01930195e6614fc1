internal import Transcripts

/// What to change, under an id that tests and scripts know, in words for each engine.
///
/// A flag of one engine is no help to the users of another: its words are shown only where the run
/// identified that engine.
public struct Remedy: Sendable, Equatable {
  /// What to change, whatever the engine is.
  public var fix: String
  /// What to change, by the engine's name in `identity.jq`.
  public var byEngine: [String: String] = [:]
  /// What a run may prove that makes it pointless: a word of the `evidence` in `identity.jq`.
  public var unless: String?

  /// What to change in an endpoint of an engine, or in one whose engine is unknown.
  public func words(for engine: String?) -> String {
    engine.flatMap { byEngine[$0] } ?? fix
  }

  /// Whether a text names a remedy, and is not a sentence itself.
  static func isID(_ text: String) -> Bool { !text.contains(" ") }
}

extension Remedy {
  /// Reads a file of remedies: `{"id": {"fix": "…", "for": {"engine": "…"}, "unless": "…"}}`.
  static func read(_ bytes: [UInt8], file: String) throws(SuiteProblems) -> [String: Remedy] {
    var problems: [SuiteProblem] = []
    var remedies: [String: Remedy] = [:]
    guard let members = StrictJSON.decode(bytes).value?.object else {
      throw SuiteProblems(problems: [
        SuiteProblem(
          file: file, what: "it is not a JSON object",
          remedy: "Write `{\"id\": {\"fix\": \"what to change\"}}`.")
      ])
    }
    for member in members {
      let engines = member.value["for"]?.object ?? []
      guard let fix = member.value["fix"]?.string, isID(member.key),
        engines.allSatisfy({ $0.value.string != nil }),
        member.value["unless"].map({ $0.string != nil }) ?? true,
        member.value.object?.allSatisfy({ ["fix", "for", "unless"].contains($0.key) }) == true
      else {
        problems.append(
          SuiteProblem(
            file: file, what: "`\(member.key)` is not a remedy",
            remedy: "Write `\"id\": {\"fix\": \"…\", \"for\": {\"vllm\": \"…\"}}`."))
        continue
      }
      remedies[member.key] = Remedy(
        fix: fix,
        byEngine: Dictionary(
          engines.map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { $1 }),
        unless: member.value["unless"]?.string)
    }
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    return remedies
  }
}
