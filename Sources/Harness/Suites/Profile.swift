public import Transcripts

/// Which suites a gate asks for, and the request fields that its requests share.
public struct Profile: Sendable, Equatable {
  /// The name of its file, without `.json`.
  public var name: String
  /// The file it comes from.
  public var file: String
  /// What it is for.
  public var title: String
  /// The profile whose suites and defaults it begins with.
  public var base: String?
  /// The suites it runs.
  public var suites: [String]
  /// Fields of every chat request that a case does not set itself.
  public var defaults: JSON

  /// Has every chat request that sets no limit of its own ask for so many tokens at most.
  public mutating func limit(tokens: Int) {
    let key = defaults["max_completion_tokens"] == nil ? "max_tokens" : "max_completion_tokens"
    defaults = defaults.overridden(by: .object([JSON.Member(key, JSON(tokens))]))
  }

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
    var metadata = Metadata(
      json, of: file, keys: ["title", "extends", "suites", "defaults"], called: "the profile")
    self.name = name
    self.file = file
    title = metadata.text("title", why: "what the profile is for")
    base = json["extends"]?.string
    suites = metadata.texts("suites")
    defaults = json["defaults"] ?? [:]
    if suites.isEmpty && base == nil {
      metadata.complain(
        about: "suites", "`suites` names no suite", "Name at least one folder of cases.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
  }

  /// The profile with what it extends; nil where that is not there, or leads back to itself.
  func whole(among profiles: [Profile]) -> Profile? {
    var whole = self
    var met: Set = [name]
    while let name = whole.base {
      guard met.insert(name).inserted, let base = profiles.last(where: { $0.name == name })
      else { return nil }
      whole.suites = base.suites + whole.suites.filter { !base.suites.contains($0) }
      whole.defaults = base.defaults.overridden(by: whole.defaults)
      whole.base = base.base
    }
    return whole
  }
}

extension JSON {
  /// The members of an object, those of another in place of its own.
  fileprivate func overridden(by other: JSON) -> JSON {
    let (own, others) = (object ?? [], other.object ?? [])
    return .object(own.filter { member in !others.contains { $0.key == member.key } } + others)
  }
}
