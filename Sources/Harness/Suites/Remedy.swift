internal import JSONText
internal import Transcripts

/// What to change, under a stable id, with a text for each engine.
///
/// The text for an engine is shown only if the run identified that engine, because its options do
/// not help users of other engines.
public struct Remedy: Sendable, Equatable {
  /// The text for any engine.
  public var fix: String
  /// The text for each engine, by its name in `identity.jq`.
  public var byEngine: [String: String] = [:]
  /// The word in `evidence` of `identity.jq` that makes the remedy pointless.
  public var unless: String?

  /// The text for an identified engine, or for an unknown one.
  public func words(for engine: String?) -> String {
    engine.flatMap { byEngine[$0] } ?? fix
  }

  /// Whether a text is the id of a remedy and not a sentence.
  static func isID(_ text: String) -> Bool { !text.utf8.contains(UInt8(ascii: " ")) }
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
