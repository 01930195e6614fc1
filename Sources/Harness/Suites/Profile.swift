public import Transcripts

/// Which suites a gate asks for, and the request fields that its requests share.
public struct Profile: Sendable, Equatable {
  /// The name of its file, without `.json`.
  public var name: String
  /// What it is for.
  public var title: String
  /// The suites it runs.
  public var suites: [String]
  /// Fields of every chat request that a case does not set itself.
  public var defaults: JSON

  /// The profile of a run that names none.
  public static let usual = "agent"

  /// Reads a profile's file.
  init(name: String, file: String, text: [UInt8]) throws(SuiteProblems) {
    let decoded = StrictJSON.decode(text)
    guard let json = decoded.value, json.object != nil else {
      let defect = decoded.defects.last
      throw SuiteProblems(problems: [
        SuiteProblem(
          file: file, line: defect.map { Position(of: $0.offset, in: text).line },
          what: "it is not a JSON object (\(defect?.kind ?? "another value"))",
          remedy: "A profile is `{\"title\": …, \"suites\": [\"four-step\"], \"defaults\": {}}`.")
      ])
    }
    var metadata = Metadata(json, of: file, keys: ["title", "suites", "defaults"])
    self.name = name
    title = metadata.text("title", why: "what the profile is for")
    suites = metadata.texts("suites")
    defaults = json["defaults"] ?? [:]
    if suites.isEmpty {
      metadata.complain(
        about: "suites", "`suites` names no suite", "Name at least one folder of cases.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
  }
}
