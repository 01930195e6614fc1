/// What a run was asked for.
struct RunRequest {
  let arguments: Arguments
  let target: TargetRequest
  let jobs: Int
  /// What the profile's `max_tokens` gives way to.
  let maxTokens: Int?
  /// Where runs are kept.
  let reports: String
  let output: RunOutput

  init(_ arguments: Arguments) throws(UsageError) {
    self.arguments = arguments
    target = try TargetRequest(arguments)
    jobs = try arguments.count("jobs", in: 1...256) ?? 4
    maxTokens = try arguments.count("max-tokens", in: 1...10_000_000)
    reports = try ReportsFolder.checked(arguments)
    // Last, since it makes room for what is to be written.
    output = try RunOutput(arguments)
  }
}
