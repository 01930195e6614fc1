public import JSONText
internal import Transcripts

/// One requirement and its judgement: the metadata of a file below `checks/`.
public struct Check: Sendable, Equatable {
  /// The path below `checks/` without `.jq`; it never changes.
  public var id: String
  /// The file that defines the check.
  public var file: String
  /// The requirement in a sentence.
  public var requirement: String
  /// The source of the requirement.
  public var reference: String
  /// The clause of the source: an object and field of an API, or a section of a standard.
  public var clause: String
  /// Whether it is a requirement, a recommendation or an option.
  public var level: Level
  /// What a failure does to an agent.
  public var impact: Impact
  /// The party that is responsible for a failure.
  public var concerns: Concern
  /// The scope of one judgement.
  public var over: Scope
  /// The key of a case's `expect` that it reads, if any.
  public var expects: String?
  /// What a failure does to clients and their users.
  public var harms: [Harm]
  /// The fixes: ids of remedies, or sentences.
  public var remedy: [String]
  /// Public reports of the failure.
  public var seen: [String]
  /// The checks whose failure explains its own in the same choice or call.
  public var yieldsTo: [String]
  /// Why no fault of the reference server makes it fail, if none can.
  public var unprovoked: String?
  /// The modules that it includes.
  var includes: [String] = []
  /// Examples that pass.
  public var passes: [JSON]
  /// Examples that fail.
  public var fails: [JSON]

  /// The level of a requirement in the sense of RFC 2119.
  public enum Level: String, Sendable, CaseIterable {
    case must, should, may
  }

  /// What a failure does to an agent, the most severe first.
  public enum Impact: String, Sendable, CaseIterable {
    /// It works with wrong data, and nothing reports an error.
    case corruption
    /// It stops, hangs, or repeats itself.
    case stop
    /// A part of the answer, a count or a feature is missing.
    case loss
    /// It is hardly affected.
    case cosmetic
  }

  /// The party that is responsible for a failure.
  public enum Concern: String, Sendable, CaseIterable {
    case `protocol`, model, transport
  }

  /// The input of a judgement: one exchange, all exchanges of a case, or all of the run.
  public enum Scope: String, Sendable, CaseIterable {
    case exchange, `case`, run
  }

  /// The effects of a failure in sentences.
  public var breaks: [String] { harms.map(\.sentence) }

  /// The effects of one finding of this check.
  public func harms(of finding: Finding) -> [Harm] {
    harms.filter { $0.about == nil || $0.about == finding.about }
  }

  /// The folder of the check.
  public var topic: String { String(id.prefix { $0 != "/" }) }

  /// Whether the check applies to an expectation; a check without `expects` always applies.
  func reads(_ expect: JSON) -> Bool {
    expects.map { expect[$0] != nil } ?? true
  }

  /// The name of its module, for jq.
  var module: String { "checks/\(id)" }

  static let keys = [
    "requirement", "reference", "clause", "level", "impact", "concerns", "over", "expects",
    "yields_to", "breaks", "remedy", "seen", "unprovoked", "passes", "fails",
  ]

  /// Reads the metadata of a file.
  init(id: String, file: String, metadata: JSON) throws(SuiteProblems) {
    var metadata = Metadata(metadata, of: file, keys: Self.keys)
    self.id = id
    self.file = file
    requirement = metadata.text("requirement", why: "the requirement in a sentence")
    reference = metadata.text("reference", why: "the source of the requirement")
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
        "Add `\(key): [{…}]`, a minimal transcript: examples are the tests of a check.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
  }
}
