internal import JSONText
internal import Transcripts

/// Ends a run whose requests fail in the same way again and again, because the next ones would fail too.
///
/// Failures count only if they say that the endpoint is dead: in sequence, in several cases, and in
/// requests that do not provoke them. If only streams fail, other requests are still sent.
actor CircuitBreaker {
  /// The number of consecutive failures that ends the run; nil if none do.
  private let limit: Int?
  /// The failures since the last answer, if they have the same kind.
  private var all = Streak()
  /// The failures since the last answer to a stream.
  private var streams = Streak()
  /// The failures since the last answer, of all kinds.
  private var unanswered = Streak()
  /// The message of the network layer for the last failure.
  private var detail = ""
  /// The number of answers to requests without a stream.
  private var plainAnswers = 0
  /// The exchanges in progress.
  private var exchanges: [Int: (isStream: Bool, task: Task<Exchange, Never>)] = [:]
  private var nextNumber = 0

  /// Why requests, or only streams, are no longer sent; nil if all are.
  private(set) var stop: RepeatedFailure?

  /// How many times more failures of different kinds end the run.
  private static let mixedFactor = 2

  init(limit: Int?) { self.limit = limit }

  /// Consecutive requests that failed in the same way; in any way if the failure is nil.
  private struct Streak {
    private(set) var failure: TransportFailure?
    /// The case of each request.
    private(set) var cases: [String] = []
    /// The group of the last failure. Its requests are sent together, so that they are one observation.
    private var group: String?
    private(set) var hasOnlyStreams = true
    /// The number of plain answers before the first request was sent.
    private var answersBefore = 0

    /// Slow requests of a single case say nothing about the endpoint.
    private static let minCases = 2

    mutating func add(
      _ failure: TransportFailure?, of dispatch: Dispatch, in testCase: String, after answers: Int
    ) {
      if failure != self.failure { self = Streak() }
      if let group = dispatch.group, group == self.group { return }
      if cases.isEmpty { answersBefore = answers }
      (self.failure, group) = (failure, dispatch.group)
      hasOnlyStreams = hasOnlyStreams && dispatch.isStream
      cases.append(testCase)
    }

    func reaches(_ limit: Int) -> Bool {
      cases.count >= limit && Set(cases).count >= Self.minCases
    }

    /// Whether only streams failed, and plain requests were answered meanwhile.
    func concernsOnlyStreams(with answers: Int) -> Bool {
      hasOnlyStreams && answers > answersBefore
    }
  }

  /// Performs an exchange of a case, which is cancelled if the run ends meanwhile; nil if it has ended.
  func perform(
    _ dispatch: Dispatch, in testCase: String, by exchange: @escaping @Sendable () async -> Exchange
  ) async -> Exchange? {
    guard !hasStopped(dispatch.isStream) else { return nil }
    let (number, answers) = (nextNumber, plainAnswers)
    nextNumber += 1
    let task = Task { await exchange() }
    exchanges[number] = (dispatch.isStream, task)
    defer { exchanges[number] = nil }
    let ended = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    note(ended, of: dispatch, in: testCase, after: answers)
    return ended
  }

  private func hasStopped(_ isStream: Bool) -> Bool {
    stop.map { isStream || !$0.concernsStreams } ?? false
  }

  private func note(
    _ exchange: Exchange, of dispatch: Dispatch, in testCase: String, after answers: Int
  ) {
    guard let limit, !hasStopped(dispatch.isStream), exchange.ending != .cancelled,
      exchange.timeout?.phase != .end
    else { return }
    guard let failure = TransportFailure(of: exchange) else {
      (all, unanswered) = (Streak(), Streak())
      if dispatch.isStream { streams = Streak() } else { plainAnswers += 1 }
      return endStreams(limit)
    }
    guard !dispatch.mayFail else { return }
    detail = exchange.endingDetail.cut(to: 200)
    all.add(failure, of: dispatch, in: testCase, after: answers)
    unanswered.add(nil, of: dispatch, in: testCase, after: answers)
    // Streams that fail at once are all sent, to show which of them fail.
    if dispatch.isStream, failure.takesTime {
      streams.add(failure, of: dispatch, in: testCase, after: answers)
    }
    if isDead(limit, after: failure) {
      let isSame = all.reaches(limit)
      end(
        RepeatedFailure(
          isSame ? failure : .mixed, requests: (isSame ? all : unanswered).cases.count,
          detail: detail))
    } else {
      endStreams(limit)
    }
  }

  /// Whether the last requests failed, the last of them in this way, and no answer shows that only streams do.
  private func isDead(_ limit: Int, after failure: TransportFailure) -> Bool {
    guard all.reaches(limit) || unanswered.reaches(Self.mixedFactor * limit) else { return false }
    guard unanswered.hasOnlyStreams else { return true }
    // A plain request, in progress or soon sent, shows whether only streams fail.
    return failure.takesTime && !unanswered.concernsOnlyStreams(with: plainAnswers)
      && !exchanges.values.contains { !$0.isStream }
  }

  /// Sends no more streams if the last ones failed and other requests were answered meanwhile.
  private func endStreams(_ limit: Int) {
    guard let failure = streams.failure, streams.reaches(limit),
      streams.concernsOnlyStreams(with: plainAnswers)
    else { return }
    end(
      RepeatedFailure(
        failure, requests: streams.cases.count, concernsStreams: true, detail: detail))
  }

  private func end(_ failure: RepeatedFailure) {
    stop = failure
    for other in exchanges.values where other.isStream || !failure.concernsStreams {
      other.task.cancel()
    }
  }

  /// Starts again, because failures while the endpoint becomes ready do not count.
  func forget() { (all, streams, unanswered) = (Streak(), Streak(), Streak()) }
}
