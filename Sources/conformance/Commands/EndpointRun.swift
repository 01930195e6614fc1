import Harness
import Reports
import ReferenceServer
import Transcripts
import Wire

/// A run against an endpoint, from the preflight to the verdict.
struct EndpointRun: Sendable {
  private let request: RunRequest
  private let suites: Suites
  private let profile: Profile
  private let plan: Plan
  private let judge: Judge
  private let writer: RequestWriter
  private let reference: ReferenceServer?
  private let client: Client
  private let target: Target
  private let gate: Gate
  private let requirements: String?
  private let began = Timestamp()

  /// Checks that all of the suites compiles; nothing has been sent when this throws.
  init(_ request: RunRequest, suites: Suites, profile: Profile) async throws {
    let arguments = request.arguments
    self.request = request
    self.suites = suites
    self.profile = profile
    let requirements = try Self.requirements(
      arguments.value("requirements") ?? profile.requirements, suites.catalogue)
    let plan = try Plan(
      suites.catalogue, profile: profile,
      selection: Selection(only: arguments.all("only"), skip: arguments.all("skip")),
      requirements: requirements, shard: request.shard)
    if let requirements, plan.newer != (0, 0) {
      Console.notice(
        "requirements of \(requirements.date): \(plan.newer.checks) newer checks and"
          + " \(plan.newer.cases) newer cases are left out")
    }
    let judge = Judge(plan.judging, worker: suites.checks)
    let writer = RequestWriter(profile, plan.trials.map(\.testCase), worker: suites.cases)
    // Two workers, so both compile at the same time; what is wrong with either is told together.
    async let checkProblems = suites.problems(of: plan.judging, in: judge)
    let problems = await writer.problems(of: plan.trials.map(\.testCase)) + checkProblems
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    (self.plan, self.judge, self.writer) = (plan, judge, writer)
    self.requirements = requirements?.date
    var rule = profile.rates
    rule.most = request.trials ?? rule.most
    guard rule.most == 1 || rule.most >= rule.fewest else {
      throw UsageError(
        "--trials is \(rule.most); it takes \(rule.fewest) or more, since fewer find no model good"
          + " enough even if all succeed, or 1, where one trial decides")
    }

    gate = try GateRequest.gate(arguments, suites: suites)
    if request.target.endpoint == nil {
      let server = try ReferenceServer()
      reference = server
      Console.notice("no --endpoint: validating the built-in reference server")
    } else {
      reference = nil
    }
    let endpoint = request.target.endpoint ?? reference?.baseURL ?? ""
    target = Target(
      endpoint: endpoint, model: arguments.value("model"), key: request.target.key,
      deadlines: request.target.deadlines ?? profile.deadlines)
    client = try request.target.client(of: endpoint)
    request.output.makeRoom()
  }

  /// Runs, prints and keeps; cancelling the task ends it soon, with what was finished.
  func perform() async -> (code: ExitCode, record: RunRecord?) {
    let line = ProgressLine(isOn: Console.isInteractive && request.output.detail != .quiet)
    let painting = Task { await line.show() }
    let (record, place) = await run { line.note($0) }
    painting.cancel()
    await painting.value
    client.close()
    reference?.stop()
    guard let record else { return (Task.isCancelled ? .undecided : .usage, nil) }
    let folder = place.map { RunFolder(kept: $0.folder) }
    let code = request.output.deliver(StoredRun(record, in: folder), keptIn: place?.text)
    // A verdict that others are to read from the folder is none where it did not get there.
    guard code == .conformant, place?.isWhole == false else { return (code, record) }
    Console.notice("conformance: undecided, since not all of the run could be kept")
    return (.undecided, record)
  }

  /// Where a run is kept.
  private struct Place {
    var folder: String
    var isWhole = true

    var text: String { isWhole ? folder : "\(folder), incompletely" }
  }

  /// The record and where it is kept; no record where the command has to change first.
  private func run(_ notify: @escaping @Sendable (Progress) -> Void) async
    -> (RunRecord?, Place?)
  {
    let clock = monotonicMilliseconds()
    let seen = Preflighted()
    let sender = Sender(
      budget: budget, perMinute: request.perMinute, patience: target.deadlines.total
    ) { await client.perform($0, within: $1) }
    let preflight = Preflight(worker: suites.cases, sender: sender)
    let conclusion = await preflight.run(
      on: target, waiting: request.patience, notice: { notify(.notice($0)) },
      forget: { await seen.forget() }
    ) { await seen.add($0, $1) }
    var target = target
    target.model = conclusion.model ?? target.model
    if case .several(let models) = conclusion, !Task.isCancelled {
      notify(.notice(Self.choice(of: models.map { target.key?.masked($0) ?? $0 })))
      return (nil, nil)
    }

    if Task.isCancelled, await seen.all.isEmpty {
      notify(.notice("interrupted before anything was answered"))
      return (nil, nil)
    }
    let folder: RunFolder
    do {
      folder = try RunFolder(
        below: request.reports, started: began, model: target.shownModel)
    } catch {
      notify(.notice("\(error)\n  --reports DIR names another place"))
      return (nil, nil)
    }
    var record = RunRecord(
      endpoint: target.key?.masked(target.endpoint) ?? target.endpoint, model: target.shownModel,
      harness: Version.json(suites: suites.digest),
      profile: profile.name, strict: request.arguments.has("strict") || profile.strict,
      started: began.iso)
    record.countsModel = profile.countsModel
    record.requirements = requirements
    record.keyVariable = request.target.keyVariable
    record.budget = budget
    record.rateRule = profile.rates
    if let trials = request.trials {
      record.rateRule.most = trials
      record.rateRule.measuresAll = trials > 1
    }
    record.rateRule.skills = max(1, plan.skills(in: record))
    let ledger = Ledger(
      record, plan: plan, judge: judge, folder: folder, key: target.key,
      identity: IdentityReader(worker: suites.checks), gate: gate, began: clock, notify: notify)
    await ledger.open()
    for (transcript, exchange) in await seen.all { await ledger.keep(transcript, exchange) }
    func place() async -> Place { Place(folder: folder.path, isWhole: await ledger.isKept) }
    if Task.isCancelled { return (await ledger.close(.interrupted), await place()) }
    if await sender.isExhausted {
      return (await ledger.stop(.outOfBudget), await place())
    }
    if case .problem(let problem, _) = conclusion {
      return (await ledger.stop(problem), await place())
    }
    let runner = Runner(
      plan, of: target, requests: writer, sender: sender, ledger: ledger,
      jobs: request.jobs ?? profile.jobs ?? 4, notify: notify)
    let finished = await runner.run()
    return (finished, await place())
  }

  /// What it may cost.
  private var budget: Budget { request.budget ?? profile.budget }

  private static func requirements(_ date: String?, _ catalogue: Catalogue) throws(UsageError)
    -> RequirementSet?
  {
    guard let date else { return nil }
    guard date.wholeMatch(of: /\d{4}-\d{2}(-\d{2})?/) != nil,
      Timestamp(day: date.count == 7 ? date + "-01" : date) != nil,
      let set = catalogue.requirements(of: date)
    else {
      let known = catalogue.requirements.map(\.date).joined(separator: ", ")
      throw UsageError(
        "there are no requirements of `\(date)`; there are those of \(known), and a later date means"
          + " the latest before it")
    }
    return set
  }

  private static func choice(of models: [String]) -> String {
    let shown = models.prefix(50).map { "  --model \($0.cut(to: 200).printable)" }
    let rest = models.count > 50 ? ["  … and \(models.count - 50) more"] : []
    return (["the endpoint lists \(models.count) models; choose one:"] + shown + rest)
      .joined(separator: "\n")
  }
}

/// The exchanges of the preflight, held until there is a folder to keep them in.
private actor Preflighted {
  private(set) var all: [(Transcript, Exchange)] = []

  func add(_ transcript: Transcript, _ exchange: Exchange) {
    all.append((transcript, exchange))
  }

  /// Begins anew.
  func forget() { all = [] }
}
