public import JQ
internal import Transcripts

/// A run of an endpoint, from the preflight to the final record.
public struct EndpointRun: Sendable {
  private let setup: RunSetup
  private let plan: Plan
  private let target: Target
  private let judge: Judge
  private let requests: RequestWriter
  private let workers: Workers
  private let gate: Gate
  private let manner: Manner
  private let transport: Sender.Transport

  /// The jq workers of a run: one writes requests, the other judges.
  public struct Workers: Sendable {
    let writing: Worker
    let judging: Worker

    /// Names the workers.
    public init(writing: Worker, judging: Worker) {
      self.writing = writing
      self.judging = judging
    }
  }

  /// How requests are sent, and where the run is stored.
  public struct Manner: Sendable {
    /// How many cases run at the same time.
    public var jobs = 4
    /// The maximum number of requests a minute; nil for no limit.
    public var perMinute: Double?
    /// How many seconds to wait for the endpoint to become ready.
    public var readyWithin = 0.0
    /// The number of requests in sequence that fail in the same way, after which the run ends; nil for no limit.
    public var maxFailures: Int? = Sender.defaultMaxFailures
    /// The folder of all runs.
    public var reports: String

    /// Stores runs in a folder.
    public init(reports: String) { self.reports = reports }
  }

  /// How a run ended.
  public enum Conclusion: Sendable {
    /// With a record, whether or not the endpoint could be judged. `isComplete` is false if a file could not be
    /// written.
    case finished(RunRecord, RunFolder, isComplete: Bool)
    /// Without a record: the endpoint lists several models, and none was selected.
    case needsModel([String])
    /// Without a record: the folder of the run could not be created.
    case notKept(RunFolder.Failure)
    /// Without a record: the run was interrupted before the first response.
    case interrupted
  }

  /// Prepares a run; nothing is sent yet.
  public init(
    _ setup: RunSetup, plan: Plan, of target: Target, judge: Judge, requests: RequestWriter,
    workers: Workers, gate: Gate, manner: Manner, transport: @escaping Sender.Transport
  ) {
    self.setup = setup
    self.plan = plan
    self.target = target
    self.judge = judge
    self.requests = requests
    self.workers = workers
    self.gate = gate
    self.manner = manner
    self.transport = transport
  }

  /// Performs the run. Cancelling the task ends it soon, with the finished cases.
  public func run(_ notify: @escaping @Sendable (Progress) -> Void) async -> Conclusion {
    let began = monotonicMilliseconds()
    let sender = Sender(
      budget: setup.budget, perMinute: manner.perMinute, patience: target.deadlines.total,
      maxFailures: manner.maxFailures, transport: transport)
    let preflight = await Preflight(worker: workers.writing, sender: sender)
      .run(on: target, waiting: manner.readyWithin) { notify(.notice($0)) }
    var target = target
    target.model = preflight.conclusion.model ?? target.model
    if case .several(let models) = preflight.conclusion, !Task.isCancelled {
      return .needsModel(models.map { target.key?.masked($0) ?? $0 })
    }
    if Task.isCancelled, preflight.exchanges.isEmpty { return .interrupted }

    var setup = setup
    setup.model = target.shownModel
    let folder: RunFolder
    do throws(RunFolder.Failure) {
      folder = try RunFolder(below: manner.reports, started: setup.started, model: setup.model)
    } catch {
      return .notKept(error)
    }
    let journal = RunJournal(folder, key: target.key, notify: notify)
    let session = RunSession(
      setup, plan: plan, judge: judge, journal: journal,
      identity: IdentityReader(worker: workers.writing), gate: gate, began: began)
    await session.open(after: preflight.exchanges)
    let record: RunRecord
    if Task.isCancelled {
      record = await session.close(.interrupted)
    } else if await sender.isExhausted {
      record = await session.stop(.outOfBudget)
    } else if case .problem(let problem, _) = preflight.conclusion {
      record = await session.stop(problem)
    } else {
      record = await Runner(
        plan, of: target, requests: requests, sender: sender, session: session, jobs: manner.jobs,
        notify: notify
      ).run()
    }
    return .finished(record, folder, isComplete: await journal.isComplete)
  }
}
