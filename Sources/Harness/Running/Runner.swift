internal import JSONText
internal import Transcripts

/// Runs a plan against a target: request, exchange, transcript, verdicts, record.
public struct Runner: Sendable {
  private let plan: Plan
  private let target: Target
  private let requests: any RequestSource
  private let sender: Sender
  private let session: RunSession
  private let jobs: Int
  private let notify: @Sendable (Progress) -> Void

  /// Prepares a run; nothing is sent yet.
  public init(
    _ plan: Plan, of target: Target, requests: any RequestSource, sender: Sender,
    session: RunSession,
    jobs: Int, notify: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.plan = plan
    self.target = target
    self.requests = requests
    self.session = session
    self.jobs = jobs
    self.notify = notify
    self.sender = sender
  }

  /// Runs all trials, several at the same time. Cancelling the task ends the run soon, with the finished
  /// trials.
  public func run() async -> RunRecord {
    notify(.began(trials: plan.trials.count))
    await play(plan.groups)
    if await canContinue { await play(session.confirmations().map { [$0] }) }
    var probe: Transcript?
    for trial in plan.provocations where await canContinue {
      let last = await play([trial], after: probe)
      if trial.testCase.part == .probes { probe = last ?? probe }
    }
    if Task.isCancelled { return await session.close(.interrupted) }
    if let failure = await sender.repeatedFailure {
      return await session.close(.abandoned, after: failure)
    }
    return await session.close(sender.isExhausted ? .exhausted : .complete)
  }

  /// Plays groups of trials, up to the number of jobs at the same time.
  private func play(_ groups: [[Trial]]) async {
    await withTaskGroup(of: Void.self) { tasks in
      var waiting = groups.makeIterator()
      for _ in 0..<jobs {
        if await canContinue, let trials = waiting.next() { tasks.addTask { await play(trials) } }
      }
      while await tasks.next() != nil {
        if await canContinue, let trials = waiting.next() {
          tasks.addTask { await play(trials) }
        }
      }
    }
  }

  private var canContinue: Bool {
    get async {
      let isOpen = await sender.isOpen
      return isOpen && !Task.isCancelled
    }
  }

  /// Plays trials of a case at the same time, then as many more as its rates need; returns a last transcript.
  @discardableResult
  private func play(_ trials: [Trial], after probe: Transcript? = nil) async -> Transcript? {
    var last = await withTaskGroup(of: Transcript?.self) { group in
      for trial in trials { group.addTask { await play(trial, after: probe) } }
      return await group.reduce(nil) { $0 ?? $1 }
    }
    // A trial that the budget no longer allows is in the record, so its rate stays undecided.
    while let next = await session.nextTrial(of: trials[0].testCase), await canContinue {
      last = await play(next, after: probe) ?? last
    }
    return last
  }

  /// Plays the steps of a trial and returns its last transcript; nil if it was interrupted.
  private func play(_ trial: Trial, after probe: Transcript?) async -> Transcript? {
    notify(.started(trial))
    var transcripts: [Transcript] = []
    for step in 1...trial.testCase.steps {
      let answer = await requests.request(
        of: trial, step: step, to: target, after: transcripts, probe: probe)
      guard case .dispatch(var dispatch) = answer else {
        if case .none(let reason) = answer { await session.skip(trial, from: step, reason) }
        break
      }
      if trial.testCase.together { dispatch.group = trial.testCase.id }
      if trial.testCase.part == .provokes { dispatch.mayFail = true }
      let place = Transcript.Place(
        testCase: trial.testCase.json(step: step), step: step, trial: trial.number)
      guard !Task.isCancelled,
        let sent = await sender.send(dispatch, as: place, to: target)
      else { return nil }
      switch sent.interruption {
      case .cancelled: return nil
      case .outOfTime, .givenUp:
        await session.count(unanswered: sent.exchange)
        return nil
      case nil: break
      }
      transcripts.append(sent.transcript)
      await session.take(sent, of: trial, step: step)
    }
    notify(.ended(trial, await session.results(of: trial)))
    return transcripts.last
  }
}
