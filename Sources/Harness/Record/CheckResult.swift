internal import JSONText
internal import Transcripts

/// The conclusion of one check about one step of one trial, or about a case or the run.
///
/// A long run has millions of results, most of which differ only in their trial. They share the rest.
public struct CheckResult: Sendable, Equatable {
  private var content: Shared<Content>
  private var place: Shared<Place>

  /// What the results of several trials can have in common.
  struct Content: Sendable, Equatable {
    var check: String
    var level: Check.Level
    var concerns: Check.Concern
    var testCase: String?
    var kind: Case.Kind
    var step: Int?
    var verdict: Verdict
    var known: Known?
    var explainedBy: String?
    var consequences: [Finding] = []
  }

  /// What all results of an exchange have in common.
  private struct Place: Sendable, Equatable {
    var trial: Int?
    var transcript: String?
  }

  /// The check.
  public var check: String {
    get { content.value.check }
    set { change { $0.check = newValue } }
  }
  /// Its level.
  public var level: Check.Level {
    get { content.value.level }
    set { change { $0.level = newValue } }
  }
  /// Whether a failure is the fault of the server or of the model.
  public var concerns: Check.Concern {
    get { content.value.concerns }
    set { change { $0.concerns = newValue } }
  }
  /// The case; nil for a check over the run.
  public var testCase: String? {
    get { content.value.testCase }
    set { change { $0.testCase = newValue } }
  }
  /// The kind of the case.
  public var kind: Case.Kind {
    get { content.value.kind }
    set { change { $0.kind = newValue } }
  }
  /// The step, from 1; nil for a check over several steps.
  public var step: Int? {
    get { content.value.step }
    set { change { $0.step = newValue } }
  }
  /// The verdict.
  public var verdict: Verdict {
    get { content.value.verdict }
    set { change { $0.verdict = newValue } }
  }
  /// The known failure that excuses it.
  public var known: Known? {
    get { content.value.known }
    set { change { $0.known = newValue } }
  }
  /// The check whose failure explains this one.
  public var explainedBy: String? {
    get { content.value.explainedBy }
    set { change { $0.explainedBy = newValue } }
  }
  /// The findings that another check explains. They do not count.
  public var consequences: [Finding] {
    get { content.value.consequences }
    set { change { $0.consequences = newValue } }
  }
  /// The trial, from 1; nil for a check over several trials.
  public var trial: Int? {
    get { place.value.trial }
    set {
      var changed = place.value
      changed.trial = newValue
      place = Shared(changed)
    }
  }
  /// The path of the judged transcript in the run folder.
  public var transcript: String? {
    get { place.value.transcript }
    set {
      var changed = place.value
      changed.transcript = newValue
      place = Shared(changed)
    }
  }

  private mutating func change(_ change: (inout Content) -> Void) {
    var changed = content.value
    change(&changed)
    content = Shared(changed)
  }

  /// The line of a file of known failures that excuses a result.
  public struct Known: Sendable, Hashable {
    /// The reason.
    public var reason: String
    /// Whether it is unknown if the conditions of the line match the run.
    public var isInDoubt = false

    /// Notes a reason.
    public init(_ reason: String, isInDoubt: Bool = false) {
      self.reason = reason
      self.isInDoubt = isInDoubt
    }

    /// The reason as text.
    public var words: String {
      reason + (isInDoubt ? " (unknown whether its conditions match)" : "")
    }
  }

  /// Creates a result.
  public init(
    _ check: Check, of testCase: String?, kind: Case.Kind = .protocol, step: Int? = nil,
    trial: Int? = nil, verdict: Verdict, transcript: String? = nil
  ) {
    self.init(
      Content(
        check: check.id, level: check.level, concerns: check.concerns, testCase: testCase,
        kind: kind, step: step, verdict: verdict), trial: trial, transcript: transcript)
  }

  init(_ content: Content, trial: Int?, transcript: String?) {
    self.content = Shared(content)
    place = Shared(Place(trial: trial, transcript: transcript))
  }

  /// Shares what is equal in the same result of another trial, and in another result of the exchange.
  fileprivate mutating func share(with trial: CheckResult?, _ neighbor: CheckResult) {
    if let trial, trial.content == content { content = trial.content }
    if neighbor.place == place { place = neighbor.place }
  }

  fileprivate mutating func take(placeOf other: CheckResult) { place = other.place }

  /// The findings; empty unless the check failed.
  public var findings: [Finding] {
    if case .fail(let findings) = verdict { findings } else { [] }
  }

  /// Why the check is not applicable or inconclusive.
  public var reason: Reason? {
    switch verdict {
    case .notApplicable(let reason), .inconclusive(let reason): reason
    case .pass, .fail: nil
    }
  }

  /// The JSON of a run record, with the remedies as text.
  func json(_ words: (String) -> String) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("check", .string(check)),
      JSON.Member("level", .string(level.rawValue)),
      JSON.Member("concerns", .string(concerns.rawValue)),
      JSON.Member("case", JSON(testCase)),
      JSON.Member("step", JSON(step)),
      JSON.Member("trial", JSON(trial)),
      JSON.Member("verdict", .string(verdict.kind.rawValue)),
      JSON.Member("findings", .array(findings.map { $0.json(words) })),
    ]
    if let reason {
      members.append(JSON.Member("reason", .string(reason.words)))
      members.append(JSON.Member("reason_kind", .string(reason.kind.rawValue)))
    }
    if let known {
      members.append(JSON.Member("known", .string(known.reason)))
      if known.isInDoubt { members.append(JSON.Member("known_in_doubt", true)) }
    }
    if !consequences.isEmpty {
      members.append(JSON.Member("consequences", .array(consequences.map { $0.json(words) })))
    }
    if let explainedBy { members.append(JSON.Member("explained_by", .string(explainedBy))) }
    members.append(JSON.Member("transcript", JSON(transcript)))
    return .object(members)
  }
}

extension [CheckResult] {
  /// The results of an exchange, which share what they have in common with each other, and with those of another
  /// trial.
  func sharing(with others: [CheckResult]) -> [CheckResult] {
    var results = self
    for index in results.indices {
      results[index].share(with: index < others.count ? others[index] : nil, results[0])
    }
    return results
  }

  /// The results as those of another trial that has not run.
  func moved(to trial: Int) -> [CheckResult] {
    var results = self
    if !results.isEmpty { results[0].trial = trial }
    for index in results.indices.dropFirst() {
      results[index].take(placeOf: results[0])
    }
    return results
  }
}
