extension Command {
  /// Tests one or several endpoints.
  static let run = Command(
    .run,
    summary: "Test an endpoint; without --endpoint, the built-in reference server.",
    details: """
      Without --endpoint and --api-key-env, OPENAI_BASE_URL and OPENAI_API_KEY are used, but only if
      both are set, so that a key is never sent to another host. SSL_CERT_FILE names a file of
      certificates to trust instead of the system's. For reports, FILE `-` is standard output; that
      report then replaces the text.
      """,
    operands: [],
    options: TargetRequest.options + [
      .value(
        "model", "ID",
        "The model (default: the model that the endpoint lists, if there is only one)."),
      .value("profile", "NAME", "What to test: agent (default), four-step, full or strict."),
      .value(
        "requirements", "DATE",
        "Run only the checks and cases of this date, e.g. 2026-12."),
      .value("targets", "FILE", "Test several endpoints, one per line: NAME URL [OPTION=VALUE …]."),
      .value("shard", "I/N", "Run only part I of N of the cases, or of the targets."),
      .value("max-tokens", "N", "Maximum tokens of an answer (default: set by the profile)."),
      .value(
        "engine", "NAME", "The engine whose fixes are shown, e.g. vllm (default: identified)."),
    ] + Suites.options + [
      .value(
        "only", "GLOB", "Run only these cases or checks, e.g. 'four-step/*.stream'.", repeats: true),
      .value(
        "skip", "GLOB",
        "Skip these cases or checks. A name that matches both means the case;\nchecks/NAME means the check.",
        repeats: true),
      .value("jobs", "N", "The number of cases run at the same time (default: 4)."),
      .value("rpm", "N", "Maximum requests per minute."),
      .value("wait-ready", "S", "Wait up to S seconds for the endpoint to become ready."),
      RunRequest.keepGoing,
      .value("trials", "N", "Repeat cases that test the model up to N times, and judge the rate."),
      .value(
        "budget", "LIMIT", "Stop after 10m, 500requests or 200000tokens.",
        repeats: true),
      ReportsFolder.option,
      .flag("strict", "Count a failed `should` like a failed `must`."),
    ] + GateRequest.options + RunOutput.options
  ) { arguments in
    try await Interruption.cancelling {
      guard let file = arguments.value("targets") else {
        return try await SingleRun(arguments).perform().code
      }
      return try await FleetRun(targetsIn: file, arguments).perform()
    }
  }
}
