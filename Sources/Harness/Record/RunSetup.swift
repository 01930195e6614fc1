public import JSONText
internal import Transcripts

/// The setup of a run: the endpoint, the plan and the rules. It is fixed before the first request.
public struct RunSetup: Sendable, Equatable {
  /// The base URL of the endpoint.
  public var endpoint: String
  /// The model that requests name.
  public var model: String?
  /// The environment variable that held the key; nil if no key was sent.
  public var keyVariable: String?
  /// The versions of the tool, its libraries and its suites.
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
  /// The engine behind the endpoint, as the user names it; nil if the run must identify it.
  public var engine: String?
  /// The limits of the run.
  public var budget = Budget()
  /// When a model is good enough.
  public var rateRule = RateRule()
  /// The start of the run whose requests are sent again; nil if the cases write the requests.
  public var replays: String?
  /// The start of the run in UTC, in ISO 8601 format.
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

  /// The setup with the cases, checks and selection of a plan.
  func following(_ plan: Plan) -> RunSetup {
    var setup = self
    // A case is listed once, not once for each trial.
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

  /// Whether failures of a check in cases of a kind affect the outcome. They do not if the level is not
  /// enforced, or if the case tests a skill and the model failed.
  func isEnforced(_ level: Check.Level, _ concerns: Check.Concern, in kind: Case.Kind) -> Bool {
    isEnforced(level) && (concerns != .model || countsModel || kind == .protocol)
  }

  /// Whether a failure affects the outcome, unless a known failure excuses it.
  func isEnforced(_ result: CheckResult) -> Bool {
    isEnforced(result.level, result.concerns, in: result.kind)
  }

  /// Whether a result affects the outcome. For a skill of the model, the rate does.
  func affectsOutcome(_ result: CheckResult, with rates: RateTable) -> Bool {
    guard result.known == nil, isEnforced(result), !rates.isSuperseded(result) else { return false }
    guard result.concerns == .model else { return true }
    if result.verdict.isInconclusive { return true }
    // A check over a case or the run judges once, and a single observation does not fail a model.
    if result.trial == nil { return result.findings.isEmpty }
    return result.findings.isEmpty || rates.rate(of: result).map { $0.verdict == .fail } ?? true
  }

  /// Whether a rate affects the outcome if it is too low or undecided. It does not if there was no failure and
  /// rates were not requested, or if the check applied to few trials.
  func affectsOutcome(_ rate: Rate) -> Bool {
    guard isEnforced(rate.level, .model, in: rate.kind), !rate.isKnown else { return false }
    return rate.successes < rate.trials || rateRule.measuresAll && rate.isCalledFor
  }

  /// Whether another trial of a case is needed after some results, because a rate is undecided.
  func needsAnotherTrial(after results: [CheckResult]) -> Bool {
    results.skills().contains { skill in
      // One success is enough if there is no failure that would count. A check that does not apply to most
      // trials is not the subject of the case.
      let isInQuestion =
        rateRule.measuresAll && skill.unneeded <= skill.outcomes.count + skill.unjudged
        || results.contains {
          $0.check == skill.check && !$0.findings.isEmpty && affectsOutcome($0, with: .none)
        }
      return isInQuestion && Rate.decision(on: skill.outcomes, by: rateRule) == nil
    }
  }
}
