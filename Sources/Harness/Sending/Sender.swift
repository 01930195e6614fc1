internal import JSONText
public import Transcripts

/// Sends requests within the budget and the rate limit, and retries them.
public struct Sender: Sendable {
  /// Performs one exchange.
  public typealias Transport = @Sendable (Request, Bounds) async -> Exchange

  private let meter: BudgetMeter
  let limiter: RateLimiter
  private let retries: RetryPolicy
  private let breaker: CircuitBreaker
  private let clock: SteadyClock
  private let transport: Transport

  /// Prepares to send. `patience` is the maximum number of seconds that the retries of a request may wait in
  /// total; after `maxFailures` requests in sequence that failed in the same way, nothing more is sent.
  public init(
    budget: Budget = Budget(), perMinute: Double? = nil, patience: Double,
    maxFailures: Int? = Self.defaultMaxFailures, clock: SteadyClock = .system,
    transport: @escaping Transport
  ) {
    meter = BudgetMeter(budget, clock: clock)
    limiter = RateLimiter(perMinute: perMinute, clock: clock)
    retries = RetryPolicy(patience: patience)
    breaker = CircuitBreaker(limit: maxFailures)
    self.clock = clock
    self.transport = transport
  }

  /// The number of failures in sequence after which a run ends.
  public static let defaultMaxFailures = 4

  /// Whether the budget is used up.
  public var isExhausted: Bool { get async { await meter.isExhausted } }

  /// The repeated failure because of which requests, or only streams, are no longer sent; nil if there is none.
  public var repeatedFailure: RepeatedFailure? { get async { await breaker.stop } }

  /// Whether further requests can be sent, at least without a stream.
  var isOpen: Bool {
    get async {
      let (isExhausted, failure) = await (meter.isExhausted, breaker.stop)
      return !isExhausted && failure?.concernsStreams != false
    }
  }

  /// Starts the budget again, because requests that only showed that the endpoint is not ready are free.
  public func restart() async {
    await meter.restart()
    await breaker.forget()
  }

  /// Sends a request of a case, or of the preflight; nil if the budget is not sufficient, or if nothing more is
  /// sent after repeated failures. The caller leaves the place among `slots` when it no longer needs the
  /// transcript.
  func send(
    _ dispatch: Dispatch, as place: Transcript.Place, to target: Target,
    in slots: DecodingSlots? = nil
  ) async -> Sent? {
    guard let price = await meter.reserve(dispatch.request) else { return nil }
    var dispatch = dispatch
    dispatch.bounds.endsAt = await meter.endsAt
    let result = await breaker.perform(dispatch, in: place.testCase["id"]?.string ?? "") {
      [dispatch] in await exchange(dispatch)
    }
    guard let exchange = result else {
      await meter.settle(price, used: 0, resent: 0)
      return nil
    }
    let slot = await slots?.take(forBytes: exchange.received.count)
    let transcript = Transcript(of: exchange, at: place, of: target.json)
    await meter.settle(
      price, used: transcript.tokens(of: dispatch.request), resent: exchange.connection.resent)
    if dispatch.retryUntil != nil { await meter.release(retries: exchange.refusals.count) }
    var sent = Sent(
      exchange: exchange, transcript: transcript, place: place, target: target, slot: slot)
    if exchange.ending == .cancelled, Task.isCancelled {
      sent.interruption = .cancelled
    } else if exchange.ending == .cancelled, await breaker.stop != nil {
      sent.interruption = .givenUp
    } else if await meter.didExpire(during: exchange) {
      sent.interruption = .outOfTime
    }
    return sent
  }

  /// Performs an exchange with all retries. The returned exchange lists the refusals before it.
  private func exchange(_ dispatch: Dispatch) async -> Exchange {
    var refusals: [Exchange.Refusal] = []
    while true {
      let isInTime = await limiter.waitForTurn(
        before: dispatch.bounds.endsAt ?? .infinity, in: refusals.isEmpty ? dispatch.group : nil)
      let began = clock.now()
      var exchange =
        isInTime
        ? await transport(dispatch.request, dispatch.bounds)
        : Exchange(tooLateFor: dispatch.request)
      exchange.refusals = refusals
      guard retries.concerns(exchange, of: dispatch), !Task.isCancelled else {
        if exchange.ending == .complete { await limiter.noteAnswer() }
        return exchange
      }
      guard
        let wait = retries.wait(
          after: exchange, refusals: refusals, of: dispatch, now: clock.now()),
        await !limiter.hasGivenUp, await meter.chargeRetry()
      else {
        await limiter.noteExhausted()
        return exchange
      }
      refusals.append(
        Exchange.Refusal(
          status: exchange.status ?? 0,
          retryAfter: exchange.header("retry-after") ?? exchange.header("retry-after-ms"),
          waited: wait.seconds))
      await limiter.noteRefusal(
        sentAt: began, retriedAfter: wait.seconds * 1000, isStated: wait.isStated)
    }
  }
}

/// A request that was sent, and its response.
public struct Sent: Sendable {
  /// The exchange.
  public let exchange: Exchange
  /// The transcript of the exchange, which contains the key if the endpoint returned it.
  public let transcript: Transcript
  fileprivate let place: Transcript.Place
  fileprivate let target: Target
  /// The place among those whose transcripts are in memory.
  let slot: DecodingSlots.Place?
  /// Why we ended the exchange, if we did.
  public fileprivate(set) var interruption: Interruption?

  /// Why we ended an exchange.
  public enum Interruption: Sendable {
    /// The run was cancelled.
    case cancelled
    /// The time of the budget was used up.
    case outOfTime
    /// Other requests failed repeatedly.
    case givenUp
  }

  /// The transcript with the key masked, as it is stored.
  public var masked: Transcript {
    transcript.masked(target.key, of: exchange, at: place, to: target.json)
  }
}

extension Exchange {
  /// An exchange that did not start, because the time of the run had ended.
  fileprivate init(tooLateFor request: Request) {
    self.init(request: request)
    ending = .timedOut
    timeout = Timeout(.end, seconds: nil)
    endingDetail = "the time of the run ended before the request could be sent"
  }
}
