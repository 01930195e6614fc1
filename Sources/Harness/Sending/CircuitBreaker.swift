internal import JSONText
internal import Transcripts

/// Ends a run whose requests fail in the same way again and again, because the next ones would fail too.
///
/// Failures count only if they say that the endpoint is dead: in sequence, in several cases, and in
/// requests that do not provoke them. If only streams fail, other requests are still sent.
actor CircuitBreaker {
  /// The number of consecutive failures that ends the run; nil if none do.
  private let limit: Int?
  /// The failures since the last answer.
  private var all = Streak()
  /// The failures since the last answer to a stream.
  private var streams = Streak()
  /// The number of answers to requests without a stream.
  private var plainAnswers = 0
  /// The exchanges in progress.
  private var exchanges: [Int: (isStream: Bool, task: Task<Exchange, Never>)] = [:]
  private var nextNumber = 0

  /// Why requests, or only streams, are no longer sent; nil if all are.
  private(set) var stop: RepeatedFailure?

  init(limit: Int?) { self.limit = limit }

  /// Consecutive requests that failed in the same way.
  private struct Streak {
    private var failure: TransportFailure?
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
      _ failure: TransportFailure, of dispatch: Dispatch, in testCase: String, after answers: Int
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
      all = Streak()
      if dispatch.isStream { streams = Streak() } else { plainAnswers += 1 }
      return
    }
    guard !dispatch.mayFail else { return }
    all.add(failure, of: dispatch, in: testCase, after: answers)
    // Streams that fail at once are all sent, to show which of them fail.
    if dispatch.isStream, failure.takesTime {
      streams.add(failure, of: dispatch, in: testCase, after: answers)
    }
    if all.reaches(limit), !all.concernsOnlyStreams(with: plainAnswers) {
      // A plain request in progress shows soon whether only streams fail.
      if all.hasOnlyStreams, exchanges.values.contains(where: { !$0.isStream }) { return }
      end(after: failure, of: all, exchange, onlyStreams: false)
    } else if streams.reaches(limit), streams.concernsOnlyStreams(with: plainAnswers) {
      end(after: failure, of: streams, exchange, onlyStreams: true)
    }
  }

  private func end(
    after failure: TransportFailure, of streak: Streak, _ exchange: Exchange, onlyStreams: Bool
  ) {
    stop = RepeatedFailure(
      failure, requests: streak.cases.count, concernsStreams: onlyStreams,
      detail: exchange.endingDetail.cut(to: 200))
    for other in exchanges.values where other.isStream || !onlyStreams { other.task.cancel() }
  }

  /// Starts again, because failures while the endpoint becomes ready do not count.
  func forget() { (all, streams) = (Streak(), Streak()) }
}
