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
  private let decoding = DecodingSlots()
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
    await provoke(plan.provocations)
    if Task.isCancelled { return await session.close(.interrupted) }
    let failure = await sender.repeatedFailure
    if let failure, !failure.concernsStreams {
      return await session.close(.abandoned, after: failure)
    }
    return await session.close(sender.isExhausted ? .exhausted : .complete, after: failure)
  }

  /// How many times more cases are in progress than send: the others wait for their verdicts. The limit bounds
  /// the memory if judging is slower than the endpoint.
  private static let casesPerJob = 2

  /// Plays groups of trials; as many groups send at the same time as there are jobs.
  private func play(_ groups: [[Trial]]) async {
    let slots = Slots(jobs)
    await withTaskGroup(of: Void.self) { tasks in
      var waiting = groups.makeIterator()
      func startNext() async {
        if await canContinue, let trials = waiting.next() {
          tasks.addTask { await play(trials, in: slots) }
        }
      }
      for _ in 0..<Self.casesPerJob * jobs { await startNext() }
      while await tasks.next() != nil { await startNext() }
    }
  }

  private var canContinue: Bool {
    get async {
      let isOpen = await sender.isOpen
      return isOpen && !Task.isCancelled
    }
  }

  /// Plays trials of a case at the same time, then as many more as its rates need, and judges the case if this was
  /// the last of its trials.
  private func play(_ trials: [Trial], in slots: Slots) async {
    let place = await slots.take(for: trials.count)
    await withTaskGroup(of: Void.self) { group in
      for trial in trials { group.addTask { await play(trial, in: place) } }
    }
    // A trial that the budget no longer allows is in the record, so its rate stays undecided.
    while let next = await session.nextTrial(of: trials[0].testCase), await canContinue {
      await play(next, in: slots.take(for: 1))
    }
    if await canContinue { await session.judgeCase(of: trials[0]) }
  }

  /// Plays a trial, and leaves its place when the last response has arrived.
  private func play(_ trial: Trial, in place: Slots.Place) async {
    await withTaskGroup(of: Void.self) { verdicts in
      if await canContinue { _ = await send(trial, judging: &verdicts) }
      await place.leave()
      await verdicts.waitForAll()
    }
  }

  /// Plays trials that provoke errors: their requests are sent one after the other, while the responses are
  /// judged.
  private func provoke(_ trials: [Trial]) async {
    await withTaskGroup(of: Void.self) { verdicts in
      var probe: Transcript?
      for trial in trials where await canContinue {
        probe = await send(trial, after: probe, judging: &verdicts) ?? probe
      }
      await verdicts.waitForAll()
    }
    for trial in trials where trial.number == 1 {
      while let next = await session.nextTrial(of: trial.testCase), await canContinue {
        await play(next, in: Slots(1).take(for: 1))
      }
    }
  }

  /// Sends the requests of a trial one after the other; the responses are judged meanwhile. Returns the last
  /// transcript of a probe, which the next cases read.
  private func send(
    _ trial: Trial, after probe: Transcript? = nil, judging verdicts: inout TaskGroup<Void>
  ) async -> Transcript? {
    notify(.started(trial))
    // Not as transcripts, which take many times the memory.
    var sources: [TrialLog.Response.Source] = []
    var last: Transcript?
    for step in 1...trial.testCase.steps {
      let answer = await requests.request(
        of: trial, step: step, to: target, after: sources.compactMap(session.read), probe: probe)
      guard case .dispatch(var dispatch) = answer else {
        if case .none(let reason) = answer { await session.skip(trial, from: step, reason) }
        break
      }
      if trial.testCase.together { dispatch.group = trial.testCase.id }
      if trial.testCase.part == .provokes { dispatch.mayFail = true }
      let place = Transcript.Place(
        testCase: trial.testCase.json(step: step), step: step, trial: trial.number)
      guard !Task.isCancelled,
        let sent = await sender.send(dispatch, as: place, to: target, in: decoding)
      else {
        await skipAfterFailure(trial, from: step)
        return nil
      }
      switch sent.interruption {
      case .cancelled:
        await sent.slot?.leave()
        return nil
      case .outOfTime, .givenUp:
        await sent.slot?.leave()
        await session.count(unanswered: sent.exchange)
        await skipAfterFailure(trial, from: step)
        return nil
      case nil: break
      }
      // Only a later step, or the case after a probe, reads the transcript again.
      if trial.testCase.part == .probes { last = Transcript(kept: sent.transcript.digest()) }
      let response = await session.store(sent, of: trial, step: step)
      if step < trial.testCase.steps {
        sources.append(
          response.isLarge ? response.source : .document(sent.transcript.json.bytes()))
      }
      await sent.slot?.leave()
      verdicts.addTask {
        if response.isLarge { await decoding.waitForLarge() }
        await session.judge(response)
      }
    }
    notify(.ended(trial))
    return last
  }

  /// Notes why a step is not sent if only streams are no longer sent.
  private func skipAfterFailure(_ trial: Trial, from step: Int) async {
    if await canContinue, let failure = await sender.repeatedFailure {
      await session.skip(trial, from: step, failure.reason)
    }
  }
}
