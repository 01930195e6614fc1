import JSONText
import Harness
import Reports

/// The parsed options of a run; nil if the profile decides.
struct RunRequest {
  let arguments: Arguments
  let target: TargetRequest
  let output: RunOutput
  /// The cases and checks to use.
  let selection: Selection
  /// The part of the cases to run.
  let shard: Shard?
  /// The maximum tokens of an answer.
  let maxTokens: Int?
  private let jobs: Int?
  private let perMinute: Double?
  /// The seconds to wait for the endpoint to become ready.
  private let readyWithin: Double
  private let trials: Int?
  private let budget: Budget?
  /// The folder that contains the folders of runs.
  private let reports: String

  static let keepGoing = Option.flag(
    "keep-going", "Send all requests, even if the last four failed in the same way.")

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    target = try TargetRequest(arguments)
    selection = Selection(only: arguments.all("only"), skip: arguments.all("skip"))
    shard = try Self.shard(arguments)
    jobs = try arguments.count("jobs", in: 1...256)
    perMinute =
      arguments.has("rpm") ? try arguments.number("rpm", orElse: 60, in: 0.1...1_000_000) : nil
    readyWithin = try arguments.number("wait-ready", orElse: 0, in: 0...86_400)
    trials = try arguments.count("trials", in: 1...RateRule.longest)
    budget = try Self.budget(arguments.all("budget"))
    maxTokens = try arguments.count("max-tokens", in: 1...10_000_000)
    reports = try ReportsFolder.checked(arguments)
    output = try RunOutput(arguments)
  }

  /// How to send the requests, and where to store the run.
  func manner(_ profile: Profile) -> EndpointRun.Manner {
    var manner = EndpointRun.Manner(reports: reports)
    manner.jobs = jobs ?? profile.jobs ?? manner.jobs
    manner.perMinute = perMinute
    manner.readyWithin = readyWithin
    manner.maxFailures = Self.maxFailures(arguments)
    return manner
  }

  /// After how many failures in sequence the run ends; nil for no limit.
  static func maxFailures(_ arguments: Arguments) -> Int? {
    arguments.has("keep-going") ? nil : Sender.defaultMaxFailures
  }

  /// The setup of the run, without the model.
  func setup(_ plan: Plan, _ profile: Profile, suites: String, _ requirements: String?)
    throws(UsageError) -> RunSetup
  {
    var setup = RunSetup(
      endpoint: target.endpoint ?? "", model: nil, harness: Version.json(suites: suites),
      profile: profile.name, strict: arguments.has("strict") || profile.strict,
      started: Timestamp().iso)
    setup.countsModel = profile.countsModel
    setup.requirements = requirements
    setup.keyVariable = target.keyVariable
    setup.budget = budget ?? profile.budget
    setup.engine = try engine(among: plan)
    setup.rateRule = profile.rates
    if let trials {
      setup.rateRule.maxTrials = trials
      setup.rateRule.measuresAll = trials > 1
    }
    let rule = setup.rateRule
    guard rule.maxTrials == 1 || rule.maxTrials >= rule.fewest else {
      throw UsageError(
        "--trials is \(rule.maxTrials); it must be 1, or at least \(rule.fewest): with fewer trials, no model"
          + " could pass even if all of them succeed")
    }
    setup.rateRule.skills = max(1, plan.skills(in: setup))
    return setup
  }

  /// The engine in `--engine`; a name without remedies would have no effect.
  private func engine(among plan: Plan) throws(UsageError) -> String? {
    guard let name = arguments.value("engine") else { return nil }
    let known = Set(plan.remedies.values.flatMap(\.byEngine.keys)).sorted()
    guard known.contains(name) else {
      throw UsageError(
        "--engine is `\(name.printable)`; remedies are known for: \(known.joined(separator: ", "))")
    }
    return name
  }

  /// A part of the cases or, with `--targets`, of the targets.
  static func shard(_ arguments: Arguments) throws(UsageError) -> Shard? {
    guard let text = arguments.value("shard") else { return nil }
    guard let shard = Shard(text) else {
      throw UsageError("--shard is `\(text)`; it must be a part and a count, such as 2/4")
    }
    return shard
  }

  /// Reads limits such as `10m,500requests`; nil if there are none.
  static func budget(_ words: [String]) throws(UsageError) -> Budget? {
    guard !words.isEmpty else { return nil }
    var budget = Budget()
    for text in words.flatMap({ $0.split(separator: ",") }) where !budget.limit(String(text)) {
      throw UsageError(
        "--budget is `\(text)`; it must be like 90s, 10m, 2h, 500requests or 200000tokens")
    }
    // The preflight needs a part of the budget.
    guard budget.requests ?? 10 >= 10, budget.tokens ?? 1000 >= 1000 else {
      throw UsageError("--budget is too small: the minimum is 10requests or 1000tokens")
    }
    return budget
  }
}
