import Harness

/// What a run was asked for; nil where that is left to the profile.
struct RunRequest {
  let arguments: Arguments
  let target: TargetRequest
  /// The part of the cases to run.
  let shard: Shard?
  /// How many cases run at a time.
  let jobs: Int?
  /// Requests a minute, at most; nil for as many as there are.
  let perMinute: Double?
  /// Seconds to wait for an endpoint that is not ready.
  let patience: Double
  /// The most trials of a case.
  let trials: Int?
  /// What the run may cost.
  let budget: Budget?
  /// What the profile's `max_tokens` gives way to.
  let maxTokens: Int?
  /// Where runs are kept.
  let reports: String
  let output: RunOutput

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    target = try TargetRequest(arguments)
    shard = try Self.shard(arguments)
    jobs = try arguments.count("jobs", in: 1...256)
    perMinute =
      arguments.has("rpm") ? try arguments.number("rpm", orElse: 60, in: 0.1...1_000_000) : nil
    patience = try arguments.number("wait-ready", orElse: 0, in: 0...86_400)
    trials = try arguments.count("trials", in: 1...RateRule.longest)
    budget = try Self.budget(arguments.all("budget"))
    maxTokens = try arguments.count("max-tokens", in: 1...10_000_000)
    reports = try ReportsFolder.checked(arguments)
    output = try RunOutput(arguments)
  }

  static func shard(_ arguments: Arguments) throws(UsageError) -> Shard? {
    guard let text = arguments.value("shard") else { return nil }
    guard let shard = Shard(text) else {
      throw UsageError("--shard is `\(text)`; it takes a part of a whole, such as 2/4")
    }
    return shard
  }

  /// Reads limits such as `10m,500requests`; nil where there are none.
  static func budget(_ words: [String]) throws(UsageError) -> Budget? {
    guard !words.isEmpty else { return nil }
    var budget = Budget()
    for text in words.flatMap({ $0.split(separator: ",") }) where !budget.limit(String(text)) {
      throw UsageError(
        "--budget is `\(text)`; it takes 90s, 10m, 2h, 500requests or 200000tokens")
    }
    // What finds out which model is served is paid for too.
    guard budget.requests ?? 10 >= 10, budget.tokens ?? 1000 >= 1000 else {
      throw UsageError("--budget allows for nothing: give 10requests, or 1000tokens, at least")
    }
    return budget
  }
}
