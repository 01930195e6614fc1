import Harness
import Reports
import Transcripts
import Wire

extension Command {
  /// Sends the requests of a kept run again.
  static let replay = Command(
    name: "replay",
    summary: "Send the requests of a kept run again; tell what is fixed.",
    details: """
      RUN is the folder of a run, such as reports/latest. The requests go out as they were kept, to the
      same endpoint unless --endpoint names another, and are judged by the checks as they are now. It
      ends with 0 where nothing fails any more that counts, 1 where something does, 3 where something
      could not be judged. The fresh exchanges are kept as a run of their own.
      """,
    operands: ["RUN"],
    options: [
      .flag("failed", "Send only what failed."),
      .value("only", "GLOB", "Send only these cases, e.g. 'tools/**'.", repeats: true),
      .value("skip", "GLOB", "Send all but these.", repeats: true),
      Suites.option,
    ] + TargetRequest.options + [
      .value("jobs", "N", "Cases to send at a time (4)."),
      ReportsFolder.option,
    ]
  ) { arguments in
    try await Interruption.cancelling {
      let run = try RunFolder.opened(at: try arguments.operand())
      let request = try TargetRequest(arguments, orElse: run.record.endpoint)
      if request.key == nil, let variable = run.record.keyVariable, !arguments.has("endpoint") {
        throw UsageError(
          "the run used a key, and a record chooses no host that gets one: add --endpoint"
            + " \(run.record.endpoint.printable) --api-key-env \(variable.printable)")
      }
      let suites = try await Suites(arguments)
      let replay = try Replay(
        of: run, with: suites.catalogue, onlyFailed: arguments.has("failed"),
        selection: Selection(only: arguments.all("only"), skip: arguments.all("skip")))
      let judge = try await suites.judge(of: replay.plan)
      return try await ReplayRun(
        replay, request: request, jobs: arguments.count("jobs", in: 1...256) ?? 4,
        reports: ReportsFolder.checked(arguments), judge: judge, suites: suites.digest
      ).perform()
    }
  }
}

/// The sending again, from the first request to what is told of it.
private struct ReplayRun {
  let replay: Replay
  let request: TargetRequest
  let jobs: Int
  let reports: String
  let judge: Judge
  /// A sum over the suites.
  let suites: String

  init(
    _ replay: Replay, request: TargetRequest, jobs: Int, reports: String, judge: Judge,
    suites: String
  ) {
    self.replay = replay
    self.request = request
    self.jobs = jobs
    self.reports = reports
    self.judge = judge
    self.suites = suites
  }

  func perform() async throws -> ExitCode {
    let began = Timestamp()
    let kept = replay.kept
    let endpoint = request.endpoint ?? kept.endpoint
    let client = try request.client(of: endpoint)
    defer { client.close() }
    let target = Target(
      endpoint: endpoint, model: kept.model, key: request.key,
      deadlines: request.deadlines ?? Deadlines())
    let folder = try RunFolder(below: reports, started: began, model: kept.model)
    var record = RunRecord(
      endpoint: request.key?.masked(target.endpoint) ?? target.endpoint, model: kept.model,
      harness: Version.json(suites: suites), profile: kept.profile, strict: kept.strict,
      started: began.iso)
    record.keyVariable = request.keyVariable
    record.replays = kept.started
    record.rateRule = kept.rateRule
    record.countsModel = kept.countsModel
    let ledger = Ledger(
      record, plan: replay.plan, judge: judge, folder: folder, key: request.key,
      notify: { if case .notice(let text) = $0 { Console.notice(text) } })
    await ledger.open()
    let sender = Sender(patience: target.deadlines.total) { await client.perform($0, within: $1) }
    let runner = Runner(
      replay.plan, of: target, requests: replay.requests, sender: sender, ledger: ledger,
      jobs: jobs)
    var fresh = await runner.run()
    fresh.takeKnown(from: kept)
    var isKept = await ledger.isKept
    do throws(RunFolder.Failure) {
      try folder.save(fresh)
    } catch {
      if isKept { Console.notice(error.description) }
      isKept = false
    }
    let report = ReplayReport(of: kept, against: fresh)
    Console.print(report.text(style: Console.style(.usual)))
    Console.print("kept in \(folder.path)\(isKept ? "" : ", incompletely")\n")
    if report.has(.stillFails) || report.has(.newlyFails) { return .notConformant }
    let isOpen = report.has(.notJudged) || fresh.outcome == .undecided || !isKept
    return isOpen ? .undecided : .conformant
  }
}
