public import JSONText
public import Transcripts

/// Which suites run, what counts, how often a model is tested, and the request fields that all chat
/// requests share.
public struct Profile: Sendable, Equatable {
  /// The name of its file, without `.json`.
  public var name: String
  /// The file it comes from.
  public var file: String
  /// The purpose of the profile.
  public var title: String
  /// The profile that it extends.
  public var base: String?
  /// The suites that it runs.
  public var suites: [String]
  /// Fields of every chat request, unless the case sets them.
  public var defaults: JSON
  /// Whether a `should` counts like a `must`.
  public var strict: Bool { settings["strict"]?.bool ?? false }
  /// Whether model failures count in every case, and not only in the four steps.
  public var countsModel: Bool { settings["counts_model"]?.bool ?? false }
  /// The date of the requirements to use; nil for all requirements.
  public var requirements: String? { settings["requirements"]?.string }
  /// The maximum cost of a run.
  public var budget: Budget {
    var budget = Budget()
    for limit in settings["budget"]?.array ?? [] { _ = limit.string.map { budget.limit($0) } }
    return budget
  }
  /// The maximum duration of each phase of a request.
  public var deadlines: Deadlines {
    settings["timeout"]?.string.flatMap { Deadlines($0) } ?? Deadlines()
  }
  /// The number of concurrent cases.
  public var jobs: Int? { settings["jobs"]?.int }
  /// When a model is good enough.
  public var rates: RateRule { settings["trials"].flatMap(RateRule.init) ?? RateRule() }
  /// The settings other than suites and defaults.
  private var settings: JSON

  /// The keys other than `title`, `extends`, `suites` and `defaults`, and their values.
  private static let settings: [(key: String, form: String, fits: @Sendable (JSON) -> Bool)] = [
    ("strict", "true or false", { $0.bool != nil }),
    ("counts_model", "true or false", { $0.bool != nil }),
    (
      "requirements", "a date such as \"2026-12\"",
      { $0.string?.wholeMatch(of: /\d{4}-\d{2}/) != nil }
    ),
    (
      "budget", "a list such as [\"10m\", \"500requests\"]",
      { value in
        var budget = Budget()
        return value.array?.allSatisfy { $0.string.map { budget.limit($0) } ?? false } ?? false
      }
    ),
    ("timeout", "seconds, or phases, in a text", { $0.string.flatMap { Deadlines($0) } != nil }),
    ("jobs", "a number from 1 to 256", { $0.int.map((1...256).contains) ?? false }),
    (
      "trials",
      "an object of `good`, `bad` and `error` (between 0 and 1, `bad` below `good`), `most` and `measures_all`",
      { $0.object != nil && RateRule($0) != nil }
    ),
  ]

  /// Sets the maximum number of tokens for every chat request that does not set it.
  public mutating func limit(tokens: Int) {
    let key = defaults["max_completion_tokens"] == nil ? "max_tokens" : "max_completion_tokens"
    defaults = defaults.overridden(by: .object([JSON.Member(key, JSON(tokens))]))
  }

  /// The default profile.
  public static let defaultName = "agent"

  /// Reads the file of a profile.
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
      json, of: file,
      keys: ["title", "extends", "suites", "defaults"] + Self.settings.map(\.key),
      called: "the profile")
    self.name = name
    self.file = file
    title = metadata.text("title", why: "the purpose of the profile")
    base = json["extends"]?.string
    suites = metadata.texts("suites")
    defaults = json["defaults"] ?? [:]
    settings = .object(
      (json.object ?? []).filter { member in Self.settings.contains { $0.key == member.key } })
    for setting in Self.settings {
      guard let value = json[setting.key], !setting.fits(value) else { continue }
      metadata.complain(
        about: setting.key, "`\(setting.key)` is \(value.text)", "It must be \(setting.form).")
    }
    if suites.isEmpty && base == nil {
      metadata.complain(
        about: "suites", "`suites` names no suite", "Add at least one folder of cases.")
    }
    if !metadata.problems.isEmpty { throw SuiteProblems(problems: metadata.problems) }
  }

  /// The profile merged with all profiles that it extends; nil if one is missing or extends itself.
  func whole(among profiles: [Profile]) -> Profile? {
    var whole = self
    var met: Set = [name]
    while let name = whole.base {
      guard met.insert(name).inserted, let base = profiles.last(where: { $0.name == name })
      else { return nil }
      whole.suites = base.suites + whole.suites.filter { !base.suites.contains($0) }
      whole.defaults = base.defaults.overridden(by: whole.defaults)
      whole.settings = base.settings.overridden(by: whole.settings)
      whole.base = base.base
    }
    return whole
  }
}

extension JSON {
  /// The members of both objects; those of the other take precedence.
  fileprivate func overridden(by other: JSON) -> JSON {
    let (own, others) = (object ?? [], other.object ?? [])
    return .object(own.filter { member in !others.contains { $0.key == member.key } } + others)
  }
}
