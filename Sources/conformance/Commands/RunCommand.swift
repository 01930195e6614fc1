import Harness

extension Command {
  /// Validates an endpoint.
  static let run = Command(
    name: "run",
    summary: "Validate an endpoint; with no --endpoint, the built-in reference server.",
    details: """
      OPENAI_BASE_URL and OPENAI_API_KEY are used where neither --endpoint nor --api-key-env is
      given, and only together, so that a key never travels to another host. SSL_CERT_FILE names a
      file of certificates to trust instead of the system's.
      """,
    operands: [],
    options: TargetRequest.options + [
      .value("model", "ID", "The model to ask; not needed where the endpoint lists one."),
      .value("profile", "NAME", "What to ask for: agent (usual), four-step or full."),
      .value("max-tokens", "N", "Tokens an answer may have, instead of the profile's number."),
      Suites.option,
      .value(
        "only", "GLOB", "Only these cases or checks, e.g. 'four-step/*.stream'.", repeats: true),
      .value(
        "skip", "GLOB", "All but these; a name of both is the case, checks/… the check.",
        repeats: true),
      .value("jobs", "N", "Cases to run at a time (4)."),
      ReportsFolder.option,
      .flag("strict", "Let a failed `should` count like a failed `must`."),
    ] + RunOutput.options
  ) { arguments in
    try await Interruption.cancelling {
      let request = try RunRequest(arguments)
      let suites = try await Suites(arguments)
      var profile = try suites.profile(arguments.value("profile"))
      if let count = request.maxTokens { profile.limit(tokens: count) }
      let run = try await EndpointRun(request, suites: suites, profile: profile)
      return await run.perform()
    }
  }
}
