internal import Transcripts

/// Measures how much of its budget a run has used, and how much is reserved for requests in progress.
actor BudgetMeter {
  private let budget: Budget
  private let clock: SteadyClock
  private var began: Double
  private var requests = 0
  private var tokens = 0
  /// The tokens that requests in progress may still use.
  private var reserved = 0
  /// Requests that wait until others release their reserved tokens.
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Whether the budget was not sufficient for a request.
  private(set) var isExhausted = false

  init(_ budget: Budget, clock: SteadyClock) {
    self.budget = budget
    self.clock = clock
    began = clock.now()
  }

  /// Starts again, because requests that only showed that the endpoint is not ready are free.
  func restart() {
    (began, requests, tokens, reserved, isExhausted) = (clock.now(), 0, 0, 0, false)
  }

  /// Releases the retries that only showed that the endpoint is not ready.
  func release(retries: Int) {
    guard retries > 0 else { return }
    (began, requests) = (clock.now(), max(0, requests - retries))
  }

  /// When the time ends; nil if it is not limited.
  var endsAt: Double? { budget.seconds.map { began + $0 * 1000 } }

  private var isTimeUp: Bool { endsAt.map { $0 <= clock.now() } ?? false }

  /// Reserves a request and the maximum number of its tokens; nil if that exceeds the budget, which is then
  /// exhausted. It waits for other requests if they may use fewer tokens than are reserved for them.
  func reserve(_ request: Request) async -> Int? {
    let price = request.maxTokens
    let limit = budget.tokens ?? .max
    while tokens + price <= limit, tokens + reserved + price > limit, !isTimeUp, !isExhausted {
      await withCheckedContinuation { waiting.append($0) }
    }
    let fits =
      (budget.requests.map { requests < $0 } ?? true) && tokens + reserved + price <= limit
    guard fits, !isTimeUp, !isExhausted else {
      isExhausted = true
      return nil
    }
    requests += 1
    reserved += price
    return price
  }

  /// Charges a retry. Its tokens are still reserved, because the refused request used none.
  func chargeRetry() -> Bool {
    guard budget.requests.map({ requests < $0 }) ?? true, !isTimeUp, !isExhausted else {
      isExhausted = true
      return false
    }
    requests += 1
    return true
  }

  /// Replaces the reserved tokens by those that the exchange used.
  func settle(_ price: Int, used: Int, resent: Int) {
    reserved -= price
    tokens += used
    requests += resent
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  /// Whether an exchange ended because the time of the budget ended, which is not the endpoint's fault.
  func didExpire(during exchange: Exchange) -> Bool {
    guard exchange.ending == .timedOut, isTimeUp else { return false }
    isExhausted = true
    return true
  }
}
