public import Transcripts

/// Which suites a gate asks for, what counts, how often a model is tried, and the request fields that
/// its requests share.
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
  /// Whether a `should` counts like a `must`.
  public var strict: Bool { settings["strict"]?.bool ?? false }
  /// Whether what a model lacks counts in every case, and not in the four steps alone.
  public var countsModel: Bool { settings["counts_model"]?.bool ?? false }
  /// The date of the requirements that it keeps to; nil for all there are.
  public var requirements: String? { settings["requirements"]?.string }
  /// What a run may cost.
  public var budget: Budget {
    var budget = Budget()
    for limit in settings["budget"]?.array ?? [] { _ = limit.string.map { budget.limit($0) } }
    return budget
  }
  /// How long the phases of a request may last.
  public var deadlines: Deadlines {
    settings["timeout"]?.string.flatMap { Deadlines($0) } ?? Deadlines()
  }
  /// How many cases run at a time.
  public var jobs: Int? { settings["jobs"]?.int }
  /// When a model is good enough.
  public var rates: RateRule { settings["trials"].flatMap(RateRule.init) ?? RateRule() }
  /// All that it sets beside its suites and defaults.
  private var settings: JSON

  /// Keys beside `title`, `extends`, `suites` and `defaults`, and what each holds.
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
      json, of: file,
      keys: ["title", "extends", "suites", "defaults"] + Self.settings.map(\.key),
      called: "the profile")
    self.name = name
    self.file = file
    title = metadata.text("title", why: "what the profile is for")
    base = json["extends"]?.string
    suites = metadata.texts("suites")
    defaults = json["defaults"] ?? [:]
    settings = .object(
      (json.object ?? []).filter { member in Self.settings.contains { $0.key == member.key } })
    for setting in Self.settings {
      guard let value = json[setting.key], !setting.fits(value) else { continue }
      metadata.complain(
        about: setting.key, "`\(setting.key)` is \(value.text)", "It is \(setting.form).")
    }
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
      whole.settings = base.settings.overridden(by: whole.settings)
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
