internal import JSONText
internal import Transcripts

/// What one check concluded about one step of one trial, or about a whole case or run.
public struct CheckResult: Sendable, Equatable {
  /// The check.
  public var check: String
  /// How much it weighs.
  public var level: Check.Level
  /// On whose side a failure lies.
  public var concerns: Check.Concern
  /// The case; nil for a check over the run.
  public var testCase: String?
  /// The kind of the case.
  public var kind: Case.Kind
  /// The step, from 1; nil for a check over more than one.
  public var step: Int?
  /// The repetition, from 1; nil for a check over more than one.
  public var trial: Int?
  /// What it concluded.
  public var verdict: Verdict
  /// The transcript judged, relative to the run folder.
  public var transcript: String?
  /// Why it may fail, if somebody wrote that down.
  public var known: Known?

  /// The check whose failure explains this one.
  public var explainedBy: String?
  /// The findings that it explains. They do not count.
  public var consequences: [Finding] = []

  /// What a file of known failures says about a failure.
  public struct Known: Sendable, Hashable {
    /// Why it may stay for now.
    public var reason: String
    /// Whether the run does not show if the conditions of the line hold.
    public var isInDoubt = false

    /// Notes a reason.
    public init(_ reason: String, isInDoubt: Bool = false) {
      self.reason = reason
      self.isInDoubt = isInDoubt
    }

    /// The reason, for people.
    public var words: String {
      reason + (isInDoubt ? " (whether its conditions hold could not be told)" : "")
    }
  }

  /// Notes a conclusion.
  public init(
    _ check: Check, of testCase: String?, kind: Case.Kind = .protocol, step: Int? = nil,
    trial: Int? = nil, verdict: Verdict, transcript: String? = nil
  ) {
    self.check = check.id
    level = check.level
    concerns = check.concerns
    self.testCase = testCase
    self.kind = kind
    self.step = step
    self.trial = trial
    self.verdict = verdict
    self.transcript = transcript
  }

  /// The findings of a failure.
  public var findings: [Finding] {
    if case .fail(let findings) = verdict { findings } else { [] }
  }

  /// Why there is no pass and no failure.
  public var reason: Reason? {
    switch verdict {
    case .notApplicable(let reason), .inconclusive(let reason): reason
    case .pass, .fail: nil
    }
  }

  /// The result as a run record holds it, its remedies in the words of a run.
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
