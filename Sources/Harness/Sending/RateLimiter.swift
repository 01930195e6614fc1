/// Decides when the next request may be sent: at most a number per minute, not before the end of a Retry-After,
/// and at longer intervals after refusals.
actor RateLimiter {
  private let clock: SteadyClock
  /// The minimum milliseconds between two requests.
  private let pause: Double
  /// When the next request may be sent according to our own limits.
  private var nextAt = 0.0
  /// Until when the endpoint refuses requests.
  private var blockedUntil = 0.0
  /// The group whose requests are being sent at the same time.
  private var leaving: String?
  /// The minimum milliseconds between two requests after refusals.
  private(set) var spacing = 0.0
  /// When the spacing was last raised.
  private var raisedAt = 0.0
  /// How many requests were answered since the last refusal, and since the last change of the spacing.
  private var answered = (sinceRefusal: 0, atThisPace: 0)
  /// How many consecutive requests were still refused after all of their retries.
  private var consecutiveExhausted = 0

  /// The spacing after the first refusal, and the maximum, in milliseconds.
  private static let spacings = 100.0...2000.0
  /// With fewer answers between two refusals, the spacing is still too short.
  private static let minAnswered = 5
  /// The number of answers after which the spacing is halved.
  private static let answeredBeforeHalving = 10
  /// The number of consecutive requests with refused retries after which retries end.
  private static let maxConsecutiveExhausted = 3

  init(perMinute: Double?, clock: SteadyClock) {
    self.clock = clock
    pause = perMinute.map { 60_000 / $0 } ?? 0
  }

  /// Whether requests are refused permanently, so that retries only take time.
  var hasGivenUp: Bool { consecutiveExhausted >= Self.maxConsecutiveExhausted }

  /// Waits until the next request may be sent; false if that is not before the end.
  func waitForTurn(before end: Double, in group: String?) async -> Bool {
    while !Task.isCancelled {
      let now = clock.now()
      if end <= now { return false }
      let isLeaving = group != nil && group == leaving
      let from = isLeaving ? blockedUntil : max(blockedUntil, nextAt)
      if from <= now { break }
      await clock.sleep(min(from - now, end - now, 60_000))
    }
    leaving = group
    let gap = max(pause, spacing)
    if gap > 0 { nextAt = max(nextAt, clock.now()) + gap }
    return true
  }

  /// Notes an answer that was not a refusal.
  func noteAnswer() {
    consecutiveExhausted = 0
    answered = (answered.sinceRefusal + 1, answered.atThisPace + 1)
    guard answered.atThisPace >= Self.answeredBeforeHalving else { return }
    answered.atThisPace = 0
    spacing = spacing < Self.spacings.lowerBound ? 0 : spacing / 2
  }

  /// Notes a refusal of a request that was sent at `sentAt`, and is retried after some milliseconds. All
  /// requests wait until then, because the endpoint would refuse them too.
  func noteRefusal(sentAt: Double, retriedAfter wait: Double, isStated: Bool) {
    blockedUntil = max(blockedUntil, clock.now() + wait)
    // A request that was sent before the spacing was raised does not show whether the new spacing is long
    // enough.
    if isStated, sentAt >= raisedAt { raiseSpacing(upTo: wait) }
  }

  /// Notes that a request was still refused after its last retry.
  func noteExhausted() { consecutiveExhausted += 1 }

  /// Raises the spacing to the minimum after the first refusal, fourfold if the next refusal comes soon.
  private func raiseSpacing(upTo wait: Double) {
    let next = answered.sinceRefusal < Self.minAnswered ? 4 * spacing : spacing
    spacing = max(
      spacing, min(max(next, Self.spacings.lowerBound), Self.spacings.upperBound, wait))
    raisedAt = clock.now()
    answered = (0, 0)
  }
}
