internal import JSONText
internal import Transcripts

/// The conclusion of one check about one step of one trial, or about a case or the run.
public struct CheckResult: Sendable, Equatable {
  /// The check.
  public var check: String
  /// Its level.
  public var level: Check.Level
  /// Whether a failure is the fault of the server or of the model.
  public var concerns: Check.Concern
  /// The case; nil for a check over the run.
  public var testCase: String?
  /// The kind of the case.
  public var kind: Case.Kind
  /// The step, from 1; nil for a check over several steps.
  public var step: Int?
  /// The trial, from 1; nil for a check over several trials.
  public var trial: Int?
  /// The verdict.
  public var verdict: Verdict
  /// The path of the judged transcript in the run folder.
  public var transcript: String?
  /// The known failure that excuses it.
  public var known: Known?

  /// The check whose failure explains this one.
  public var explainedBy: String?
  /// The findings that another check explains. They do not count.
  public var consequences: [Finding] = []

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
