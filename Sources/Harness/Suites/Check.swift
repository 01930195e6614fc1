public import Transcripts

/// One requirement and how to judge it: what a file below `checks/` says of itself.
public struct Check: Sendable, Equatable {
  /// The path below `checks/`, without `.jq`; it never changes.
  public var id: String
  /// The file it comes from.
  public var file: String
  /// The sentence that it enforces.
  public var requirement: String
  /// Where that sentence comes from.
  public var reference: String
  /// The clause that the sentence comes from: an object and field of an API, or a section of a standard.
  public var clause: String
  /// How much it weighs.
  public var level: Level
  /// What a failure does to an agent.
  public var impact: Impact
  /// Who is to blame when it fails.
  public var concerns: Concern
  /// What it judges at a time.
  public var over: Scope
  /// The key of a case's `expect` that it judges, if it judges one.
  public var expects: String?
  /// What it does to clients and their users when it fails.
  public var harms: [Harm]
  /// What to change: ids of remedies, or sentences.
  public var remedy: [String]
  /// Public reports of it.
  public var seen: [String]
  /// The checks whose failure explains its own in the same choice or call.
  public var yieldsTo: [String]
  /// Why no fault of the reference server trips it, where none can.
  public var unprovoked: String?
  /// The modules that it includes.
  var includes: [String] = []
  /// Documents that pass.
  public var passes: [JSON]
  /// Documents that fail.
  public var fails: [JSON]

  /// How much a check weighs, as RFC 2119 has it.
  public enum Level: String, Sendable, CaseIterable {
    case must, should, may
  }

  /// What a failure does to an agent, the most severe first.
  public enum Impact: String, Sendable, CaseIterable {
    /// It works with wrong data, and no error says so.
    case corruption
    /// It stops, hangs, or repeats itself.
    case stop
    /// Something is missing: a part of the answer, a count, a feature.
    case loss
    /// It hardly notices.
    case cosmetic
  }

  /// On whose side a failure lies.
  public enum Concern: String, Sendable, CaseIterable {
    case `protocol`, model, transport
  }

  /// What a check is given: one exchange, all of a case, or all of the run.
  public enum Scope: String, Sendable, CaseIterable {
    case exchange, `case`, run
  }

  /// What users see when it fails, in sentences.
  public var breaks: [String] { harms.map(\.sentence) }

  /// What one of its findings does to clients.
  public func harms(of finding: Finding) -> [Harm] {
    harms.filter { $0.about == nil || $0.about == finding.about }
  }

  /// The folder of the check.
  public var topic: String { String(id.prefix { $0 != "/" }) }

  /// Whether an expectation asks for this check; one that reads no expectation always judges.
  func reads(_ expect: JSON) -> Bool {
    expects.map { expect[$0] != nil } ?? true
  }

  /// The name of its module, for jq.
  var module: String { "checks/\(id)" }

  static let keys = [
    "requirement", "reference", "clause", "level", "impact", "concerns", "over", "expects",
    "yields_to", "breaks", "remedy", "seen", "unprovoked", "passes", "fails",
  ]

  /// Reads what the file says of itself.
  init(id: String, file: String, metadata: JSON) throws(SuiteProblems) {
    var metadata = Metadata(metadata, of: file, keys: Self.keys)
    self.id = id
    self.file = file
    requirement = metadata.text("requirement", why: "the sentence that the check enforces")
    reference = metadata.text("reference", why: "where that sentence comes from")
    clause = metadata.json["clause"]?.string ?? ""
    level = metadata.word("level") ?? .must
    impact = metadata.word("impact", orElse: .loss) ?? .loss
    concerns = metadata.word("concerns") ?? .protocol
    over = metadata.word("over", orElse: .exchange) ?? .exchange
    expects = metadata.json["expects"]?.string
    harms = metadata.harms("breaks")
    remedy = metadata.texts("remedy")
    seen = metadata.texts("seen")
    yieldsTo = metadata.texts("yields_to")
    unprovoked = metadata.json["unprovoked"]?.string
    includes = (metadata.json["deps"]?.array ?? []).compactMap { $0["relpath"]?.string }.sorted()
    passes = metadata.json["passes"]?.array ?? []
    fails = metadata.json["fails"]?.array ?? []
    for (key, examples) in [("passes", passes), ("fails", fails)] where examples.isEmpty {
      metadata.complain(
        about: key, "`\(key)` has no example",
        "Add `\(key): [{…}]`, a minimal transcript: a check proves itself on its examples.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
  }
}
