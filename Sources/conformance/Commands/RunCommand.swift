import Harness
import Reports

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
      .value("profile", "NAME", "What to ask for: agent (usual), four-step, full or strict."),
      .value(
        "requirements", "DATE", "Ask for no more than was asked at that date, such as 2026-12."),
      .value("targets", "FILE", "Validate many endpoints; a line is NAME URL [OPTION=VALUE …]."),
      .value("shard", "I/N", "Run the Ith of N parts of the cases, or of the targets."),
      .value("max-tokens", "N", "Tokens an answer may have, instead of the profile's number."),
      Suites.option,
      .value(
        "only", "GLOB", "Only these cases or checks, e.g. 'four-step/*.stream'.", repeats: true),
      .value(
        "skip", "GLOB", "All but these; a name of both is the case, checks/… the check.",
        repeats: true),
      .value("jobs", "N", "Cases to run at a time (4)."),
      .value("rpm", "N", "Send no more than N requests a minute."),
      .value("wait-ready", "S", "Wait up to S seconds for an endpoint that still starts."),
      .value(
        "trials", "N", "Try what concerns the model up to N times, and judge how often it succeeds."
      ),
      .value(
        "budget", "LIMIT",
        "Stop at 10m, 500requests or 200000tokens, counted from when it is ready.", repeats: true),
      ReportsFolder.option,
      .flag("strict", "Let a failed `should` count like a failed `must`."),
    ] + GateRequest.options + RunOutput.options
  ) { arguments in
    try await Interruption.cancelling {
      guard let file = arguments.value("targets") else { return try await one(arguments).code }
      guard !arguments.has("endpoint"), !arguments.has("api-key-env") else {
        throw UsageError("--targets names the endpoints: --endpoint and --api-key-env belong there")
      }
      let targets = try TargetsFile(file, shard: RunRequest.shard(arguments))
      let isAlone = targets.entries.count == 1
      let each = try targets.entries.map { try of($0, arguments, isAlone: isAlone) }
      try refuseSharedFiles(of: zip(targets.entries.map(\.name), each), readFrom: file)
      var rows: [FleetReport.Entry] = []
      var codes: [ExitCode] = []
      for (entry, own) in zip(targets.entries, each) {
        if Task.isCancelled {
          rows.append(FleetReport.Entry(entry.name, problem: "interrupted"))
          codes.append(.undecided)
          continue
        }
        Console.notice("\(entry.name):")
        // What is wrong with one line must not keep the others from being told.
        do {
          let outcome = try await one(own)
          codes.append(outcome.code)
          rows.append(
            outcome.record.map { FleetReport.Entry(entry.name, $0) }
              ?? FleetReport.Entry(entry.name, problem: "its command has to change: see above"))
        } catch {
          codes.append(CommandLineTool.tell(error))
          rows.append(
            FleetReport.Entry(entry.name, problem: "its command has to change: see above"))
        }
      }
      Console.print("\n" + FleetReport(rows).text(style: Console.style(.usual)))
      return codes.min { $0.gravity > $1.gravity } ?? .undecided
    }
  }

  /// Validates one endpoint.
  private static func one(_ arguments: Arguments) async throws -> (
    code: ExitCode, record: RunRecord?
  ) {
    let request = try RunRequest(arguments)
    let suites = try await Suites(arguments)
    var profile = try suites.profile(arguments.value("profile"))
    if let count = request.maxTokens { profile.limit(tokens: count) }
    let run = try await EndpointRun(request, suites: suites, profile: profile)
    return await run.perform()
  }

  /// What one target writes must be neither another's nor what any of them reads, and standard output
  /// tells of all.
  private static func refuseSharedFiles(
    of targets: some Sequence<(String, Arguments)>, readFrom list: String
  ) throws(UsageError) {
    let read = Set(
      ([list] + targets.flatMap { ["pin", "known"].compactMap($0.1.value) })
        .compactMap { OutputFile($0).place })
    var writers: [OutputFile.Place: String] = [:]
    for (name, arguments) in targets {
      for format in ReportFormat.allCases {
        guard let path = arguments.value(format.rawValue) else { continue }
        let option = "--\(format.rawValue) \(path.printable)"
        guard path != "-" else {
          throw UsageError(
            "\(option): with --targets, standard output tells the targets side by side; name a file"
          )
        }
        guard let place = OutputFile(path).place else { continue }
        guard !read.contains(place) else {
          throw UsageError("\(option) would take the place of what a target, or --targets, reads")
        }
        if let other = writers[place], other != name {
          throw UsageError("\(option) would be written by both \(other) and \(name)")
        }
        writers[place] = name
      }
    }
  }

  /// What is asked of one of many: its own options, a folder of its own, and reports under its name.
  private static func of(_ entry: TargetsFile.Entry, _ arguments: Arguments, isAlone: Bool)
    throws(UsageError) -> Arguments
  {
    var options = entry.options
    options.append(("reports", "\(arguments.value("reports") ?? "reports")/\(entry.name)"))
    for format in ReportFormat.allCases {
      guard let path = arguments.value(format.rawValue) else { continue }
      guard isAlone || path.contains("{name}") else {
        throw UsageError(
          "--\(format.rawValue) \(path) would be written by each: put {name} into it, for the target's"
        )
      }
      options.append((format.rawValue, path.replacing("{name}", with: entry.name)))
    }
    return arguments.setting(options, without: ["targets", "shard"])
  }
}
