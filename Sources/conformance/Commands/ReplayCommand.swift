import Harness
import Reports
import Wire

extension Command {
  /// Sends the requests of a stored run again.
  static let replay = Command(
    .replay,
    summary: "Send the requests of a stored run again, and report what is fixed.",
    details: """
      RUN is the folder of a run, such as reports/latest. The stored requests are sent again, to the
      same endpoint unless --endpoint names another, and judged with the current checks. The exit code
      is 0 if no failure that counts remains, 1 if one does, and 3 if something could not be judged. The
      new exchanges are stored as a separate run.
      """,
    operands: ["RUN"],
    options: [
      .flag("failed", "Send only the cases that failed."),
      .value("only", "GLOB", "Send only these cases, e.g. 'tools/**'.", repeats: true),
      .value("skip", "GLOB", "Skip these cases.", repeats: true),
    ] + Suites.options + TargetRequest.options + [
      .value("jobs", "N", "The number of cases sent at the same time (default: 4)."),
      RunRequest.keepGoing,
      ReportsFolder.option,
    ]
  ) { arguments in
    try await Interruption.cancelling {
      let run = try RunFolder.opened(at: try arguments.operand())
      let request = try TargetRequest(arguments, orElse: run.record)
      let jobs = try arguments.count("jobs", in: 1...256) ?? 4
      let suites = try await Suites(arguments, for: .some)
      let replay = try Replay(
        of: run, with: suites.catalogue, onlyFailed: arguments.has("failed"),
        selection: Selection(only: arguments.all("only"), skip: arguments.all("skip")))
      let judge = try await suites.judge(of: replay.plan)
      let target = request.target("", model: run.record.model)
      let client = try request.client(of: target.endpoint)
      defer { client.close() }
      let setup = replay.setup(
        endpoint: target.shownEndpoint, keyVariable: request.keyVariable,
        harness: Version.json(suites: suites.digest),
        started: Timestamp().iso)
      let folder = try RunFolder(
        below: try ReportsFolder.checked(arguments), started: setup.started, model: setup.model)
      let journal = RunJournal(folder, key: request.key) { Console.notice($0) }
      let fresh = await replay.run(
        setup, on: target, judge: judge, journal: journal,
        jobs: jobs, maxFailures: RunRequest.maxFailures(arguments)
      ) { await client.perform($0, within: $1) }
      let report = ReplayReport(of: run.record, against: fresh)
      Console.print(report.text(style: Console.style(.usual)))
      let isComplete = await journal.isComplete
      Console.print("kept in \(folder.path)\(isComplete ? "" : " (incomplete)")\n")
      return ExitCode(report, fresh, isComplete: isComplete)
    }
  }
}
