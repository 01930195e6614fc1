internal import JSONText
internal import Transcripts

/// Ends a run whose requests fail in the same way again and again, because the next ones would fail too.
///
/// Failures count only if they say that the endpoint is dead: in sequence, in several cases, and in
/// requests that do not provoke them.
actor CircuitBreaker {
  /// The number of consecutive failures that ends the run; nil if none do.
  private let limit: Int?
  /// The consecutive failures so far: the case of each.
  private var streak: [String] = []
  /// How the requests of the streak failed.
  private var failure: TransportFailure?
  /// The group of the last failure. Its requests are sent together, so that they are one observation.
  private var group: String?
  /// The exchanges in progress.
  private var exchanges: [Int: Task<Exchange, Never>] = [:]
  private var nextNumber = 0

  /// What ended the run; nil if requests can be sent.
  private(set) var stop: RepeatedFailure?

  /// Slow requests of a single case say nothing about the endpoint.
  private static let minCases = 2

  init(limit: Int?) { self.limit = limit }

  /// Performs an exchange, which is cancelled if the run ends meanwhile; nil if it has ended.
  func perform(_ exchange: @escaping @Sendable () async -> Exchange) async -> Exchange? {
    guard stop == nil else { return nil }
    let number = nextNumber
    nextNumber += 1
    let task = Task { await exchange() }
    exchanges[number] = task
    defer { exchanges[number] = nil }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Notes how an exchange of a case ended.
  func note(_ exchange: Exchange, of dispatch: Dispatch, in testCase: String) {
    guard let limit, stop == nil, exchange.ending != .cancelled, exchange.timeout?.phase != .end
    else { return }
    guard let failure = TransportFailure(of: exchange) else { return forget() }
    guard !dispatch.mayFail else { return }
    if failure != self.failure { forget() }
    if let group = dispatch.group, group == self.group { return }
    (self.failure, group) = (failure, dispatch.group)
    streak.append(testCase)
    guard streak.count >= limit, Set(streak).count >= Self.minCases else { return }
    stop = RepeatedFailure(
      failure, requests: streak.count, detail: exchange.endingDetail.cut(to: 200))
    for task in exchanges.values { task.cancel() }
  }

  /// Starts again, because failures while the endpoint becomes ready do not count.
  func forget() { (streak, failure, group) = ([], nil, nil) }
}
