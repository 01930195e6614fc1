public import JSONText
internal import Transcripts

/// What a run was asked to do: the endpoint, the plan and the rules. It is fixed before the first request.
public struct RunSetup: Sendable, Equatable {
  /// The base URL of the endpoint.
  public var endpoint: String
  /// The model that requests name.
  public var model: String?
  /// The environment variable that held the key; nil if no key was sent.
  public var keyVariable: String?
  /// The program that judges: names and versions.
  public var harness: JSON
  /// The name of the profile.
  public var profile: String
  /// Whether a failed `should` counts like a failed `must`.
  public var strict: Bool
  /// Whether failures of the model count in every case.
  public var countsModel = false
  /// The date of the requirements that the run is limited to.
  public var requirements: String?
  /// The patterns that selected cases and checks.
  public var selection = Selection()
  /// The part of the cases that the run took.
  public var shard: Shard?
  /// The engine behind the endpoint, as the user states it; nil if the run has to identify it.
  public var engine: String?
  /// The limits of the run.
  public var budget = Budget()
  /// When a model is good enough.
  public var rateRule = RateRule()
  /// The start of the run whose requests are sent again; nil if the cases write them.
  public var replays: String?
  /// The start of the run, in UTC as in ISO 8601.
  public var started: String
  /// The cases to run, in order.
  public var cases: [Case] = []
  /// The checks that judge.
  public var checks: [Check] = []
  /// The remedies that checks and findings name, by id.
  public var remedies: [String: Remedy] = [:]

  /// Describes a run of an endpoint.
  public init(
    endpoint: String, model: String?, harness: JSON, profile: String, strict: Bool, started: String
  ) {
    self.endpoint = endpoint
    self.model = model
    self.harness = harness
    self.profile = profile
    self.strict = strict
    self.started = started
  }

  /// The same for the trials and checks of a plan.
  func following(_ plan: Plan) -> RunSetup {
    var setup = self
    // A case is listed once, however often it is tried.
    setup.cases = plan.trials.filter { $0.number == 1 }.map(\.testCase)
    setup.checks = plan.checks
    setup.remedies = plan.remedies
    setup.selection = plan.selection
    setup.shard = plan.shard
    return setup
  }
}

extension RunSetup {
  /// Whether failures of a level affect the outcome.
  func isEnforced(_ level: Check.Level) -> Bool {
    level == .must || (strict && level == .should)
  }

  /// Whether failures of a check in cases of a kind affect the outcome: not if the level is only advice, and
  /// not if the case tests a skill and it is the model that lacks it.
  func isEnforced(_ level: Check.Level, _ concerns: Check.Concern, in kind: Case.Kind) -> Bool {
    isEnforced(level) && (concerns != .model || countsModel || kind == .protocol)
  }

  /// Whether a failure of a result affects the outcome, if nothing excuses it.
  func isEnforced(_ result: CheckResult) -> Bool {
    isEnforced(result.level, result.concerns, in: result.kind)
  }

  /// Whether a result affects the outcome. For a skill of a model it is the rate that does.
  func affectsOutcome(_ result: CheckResult, with rates: RateTable) -> Bool {
    guard result.known == nil, isEnforced(result), !rates.isSuperseded(result) else { return false }
    guard result.concerns == .model else { return true }
    if result.verdict.isInconclusive { return true }
    // A check over a case or the run judges once, and a single observation does not fail a model.
    if result.trial == nil { return result.findings.isEmpty }
    return result.findings.isEmpty || rates.rate(of: result).map { $0.verdict == .fail } ?? true
  }

  /// Whether a rate affects the outcome if it is too low, or undecided: not if nothing failed and no rate
  /// was requested, and not if few trials called for the check.
  func affectsOutcome(_ rate: Rate) -> Bool {
    guard isEnforced(rate.level, .model, in: rate.kind), !rate.isKnown else { return false }
    return rate.successes < rate.trials || rateRule.measuresAll && rate.isCalledFor
  }

  /// Whether another trial of a case is needed after some results: a rate in question is still undecided.
  func needsAnotherTrial(after results: [CheckResult]) -> Bool {
    results.skills().contains { skill in
      // Without a failure that would count, one success is enough; a check that most trials do not call for
      // is not the subject of the case.
      let isInQuestion =
        rateRule.measuresAll && skill.unneeded <= skill.outcomes.count + skill.unjudged
        || results.contains {
          $0.check == skill.check && !$0.findings.isEmpty && affectsOutcome($0, with: .none)
        }
      return isInQuestion && Rate.decision(on: skill.outcomes, by: rateRule) == nil
    }
  }
}
