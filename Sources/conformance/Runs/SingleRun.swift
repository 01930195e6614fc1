import JSONText
import Harness
import JQ
import ReferenceServer
import Reports
import Wire

/// One run of one endpoint, as a command line describes it.
struct SingleRun {
  private let request: RunRequest
  private let suites: Suites
  private let profile: Profile
  private let plan: Plan
  private let judge: Judge
  private let writer: RequestWriter
  private let gate: Gate
  private let setup: RunSetup
  /// The problems in compiling the suites.
  private let suiteProblems: Task<[SuiteProblem], Never>

  /// Reads all that the run needs, and begins to compile it. Nothing is sent or written.
  init(_ arguments: Arguments) async throws {
    let request = try RunRequest(arguments)
    let suites = try await Suites(arguments, for: arguments.has("only") ? .some : .most)
    var profile = try suites.profile(arguments.value("profile"))
    if let count = request.maxTokens { profile.limit(tokens: count) }
    let requirements = try suites.requirements(
      arguments.value("requirements") ?? profile.requirements)
    let plan = try Plan(
      suites.catalogue, profile: profile, selection: request.selection,
      requirements: requirements, shard: request.shard)
    let judge = suites.judge(with: plan.judging)
    let writer = RequestWriter(
      profile, plan.trials.map(\.testCase), programs: suites.catalogue.casePrograms,
      worker: suites.cases)
    let cases = plan.trials.map(\.testCase)
    suiteProblems = Task {
      // Checks and cases compile in two workers at the same time.
      async let checkProblems = suites.problems(of: plan.judging, in: judge)
      return await writer.problems(of: cases) + checkProblems
    }
    // Problems of added suites are reported before anything is sent. The built-in suites have none, except
    // while they are edited; they compile while the first requests are sent.
    if arguments.has("suites") { try await suiteProblems.value.throwIfAny() }
    if let requirements, plan.newer != (0, 0) {
      Console.notice(
        "requirements of \(requirements.date): without \(plan.newer.checks) newer checks and"
          + " \(plan.newer.cases) newer cases")
    }
    (self.request, self.suites, self.profile) = (request, suites, profile)
    (self.plan, self.judge, self.writer) = (plan, judge, writer)
    gate = try GateRequest.gate(arguments, suites: suites)
    setup = try request.setup(plan, profile, suites: suites.digest, requirements?.date)
  }

  /// Runs, reports and writes. Cancelling the task ends it soon, with what was finished.
  func perform() async throws -> (code: ExitCode, record: RunRecord?) {
    var reference: ReferenceServer?
    if request.target.endpoint == nil {
      reference = try ReferenceServer()
      Console.notice("no --endpoint: testing the built-in reference server")
    }
    defer { reference?.stop() }
    let target = request.target.target(
      reference?.baseURL ?? "", model: request.arguments.value("model"), profile.deadlines)
    let client = try request.target.client(of: target.endpoint)
    defer { client.close() }
    request.output.removeStale()

    var setup = setup
    setup.endpoint = target.shownEndpoint
    let run = EndpointRun(
      setup, plan: plan, of: target, judge: judge, requests: writer,
      workers: EndpointRun.Workers(writing: suites.cases, judging: suites.checks), gate: gate,
      manner: request.manner(profile)
    ) { await client.perform($0, within: $1) }
    let line = ProgressLine(isOn: Console.isInteractive && request.output.detail != .quiet)
    let painting = Task { await line.show() }
    // The line must be cleared before anything is printed.
    func clearLine() async {
      painting.cancel()
      await painting.value
    }
    do {
      let conclusion = try await conclusion(of: run) { line.note($0) }
      await clearLine()
      return report(conclusion)
    } catch {
      await clearLine()
      throw error
    }
  }

  /// Performs the run. If the suites do not compile, the run ends soon. If the run ends first and used none of
  /// the programs, their compilation is not waited for.
  private func conclusion(
    of run: EndpointRun, _ notify: @escaping @Sendable (Progress) -> Void
  ) async throws -> EndpointRun.Conclusion {
    try await withThrowingTaskGroup(of: EndpointRun.Conclusion?.self) { group in
      group.addTask { await run.run(notify) }
      group.addTask { [suiteProblems] in
        try await suiteProblems.valueUnlessCancelled?.throwIfAny()
        return nil
      }
      var last: EndpointRun.Conclusion?
      while let conclusion = try await group.next() {
        last = conclusion ?? last
        // A complete run used the programs, so their problems are known soon, and its verdicts depend on them.
        if case .finished(let record, _, _)? = conclusion, record.ending == .complete { continue }
        if let conclusion {
          group.cancelAll()
          return conclusion
        }
      }
      guard let last else { throw CancellationError() }
      return last
    }
  }

  private func report(_ conclusion: EndpointRun.Conclusion) -> (ExitCode, RunRecord?) {
    switch conclusion {
    case .needsModel(let models):
      let shown = models.prefix(50).map { "  --model \($0.cut(to: 200).printable)" }
      let more = models.count > 50 ? ["  … and \(models.count - 50) more"] : []
      Console.notice(
        (["conformance: the endpoint lists \(models.count) models; select one:"] + shown + more)
          .joined(separator: "\n"))
      return (.usage, nil)
    case .notKept(let failure):
      Console.notice("conformance: \(failure)\n  --reports DIR selects another folder")
      return (.usage, nil)
    case .interrupted:
      Console.notice("conformance: interrupted before the first response")
      return (.undecided, nil)
    case .finished(let record, let folder, let isComplete):
      let place = isComplete ? folder.path : "\(folder.path) (incomplete)"
      let code = request.output.deliver(
        StoredRun(record, in: RunFolder(kept: folder.path)), keptIn: place)
      // Other programs read the verdict from the folder, so an incomplete folder must not be a success.
      guard code == .conformant, !isComplete else { return (code, record) }
      Console.notice("conformance: undecided, because a part of the run could not be written")
      return (.undecided, record)
    }
  }
}
