/// Decides when the next request may leave: no more than so many a minute, not before the endpoint said to
/// retry, and further apart after refusals.
actor RateLimiter {
  private let clock: SteadyClock
  /// The least milliseconds between two requests.
  private let pause: Double
  /// When the next request may leave by our own limits.
  private var nextAt = 0.0
  /// Until when the endpoint refuses requests.
  private var blockedUntil = 0.0
  /// The group that is leaving, all of it at the same time.
  private var leaving: String?
  /// Milliseconds between two requests after some that came closer together were refused.
  private(set) var spacing = 0.0
  /// When the spacing was last raised.
  private var raisedAt = 0.0
  /// How many requests were answered since a refusal, and since the spacing last changed.
  private var answered = (sinceRefusal: 0, atThisPace: 0)
  /// How many consecutive requests were still refused after all of their retries.
  private var consecutiveExhausted = 0

  /// The spacing after a first refusal and the longest one, in milliseconds.
  private static let spacings = 100.0...2000.0
  /// With fewer answers than this between two refusals, requests are still too close together.
  private static let minAnswered = 5
  /// After so many answers the spacing is halved.
  private static let answeredBeforeHalving = 10
  /// After so many requests whose retries were all refused, nothing is retried any more.
  private static let maxConsecutiveExhausted = 3

  init(perMinute: Double?, clock: SteadyClock) {
    self.clock = clock
    pause = perMinute.map { 60_000 / $0 } ?? 0
  }

  /// Whether requests are refused for good, so that retries only cost time.
  var hasGivenUp: Bool { consecutiveExhausted >= Self.maxConsecutiveExhausted }

  /// Waits until the next request may leave; false if that is not before the end.
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

  /// Notes a refusal of a request that left at `sentAt`, and that is retried after some milliseconds. All
  /// requests wait for that: if they came at the same moment, most would be refused again.
  func noteRefusal(sentAt: Double, retriedAfter wait: Double, isStated: Bool) {
    blockedUntil = max(blockedUntil, clock.now() + wait)
    // Requests that were under way when the spacing was raised say nothing about the new spacing.
    if isStated, sentAt >= raisedAt { raiseSpacing(upTo: wait) }
  }

  /// Notes that a request was still refused after its last retry.
  func noteExhausted() { consecutiveExhausted += 1 }

  /// Raises the spacing: a little after a first refusal, fourfold if requests are refused again soon.
  private func raiseSpacing(upTo wait: Double) {
    let next = answered.sinceRefusal < Self.minAnswered ? 4 * spacing : spacing
    spacing = max(
      spacing, min(max(next, Self.spacings.lowerBound), Self.spacings.upperBound, wait))
    raisedAt = clock.now()
    answered = (0, 0)
  }
}
