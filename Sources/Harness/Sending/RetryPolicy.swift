internal import JSONText
internal import Transcripts

/// When a request is retried, and after how long.
struct RetryPolicy: Sendable {
  /// Seconds that the retries of a request may wait in total.
  let patience: Double

  /// The most retries of a request.
  private static let maxRetries = 6
  /// The most retries if the endpoint does not say when to retry.
  private static let maxRetriesWithoutHint = 3

  /// How long to wait before a retry.
  struct Wait {
    var seconds: Double
    /// Whether the endpoint stated it.
    var isStated: Bool
  }

  /// Whether an exchange calls for a retry.
  func concerns(_ exchange: Exchange, of dispatch: Dispatch) -> Bool {
    exchange.isRefusedForNow || dispatch.recovery != nil && exchange.isOutOfService
  }

  /// The wait before the next retry; nil if there is none.
  func wait(
    after exchange: Exchange, refusals: [Exchange.Refusal], of dispatch: Dispatch, now: Double
  ) -> Wait? {
    let stated = exchange.statedWait
    // A probe of an endpoint that is out of service comes often, so that it sees the recovery soon.
    let doublings = min(refusals.count, dispatch.recovery == nil ? 10 : 2)
    let wait = Wait(seconds: stated ?? Double(1 << doublings), isStated: stated != nil)
    let waited = refusals.reduce(0) { $0 + $1.waited } + wait.seconds
    let end = min(dispatch.bounds.endsAt ?? .infinity, dispatch.retryUntil ?? .infinity)
    guard waited <= dispatch.recovery ?? patience, now + wait.seconds * 1000 < end else {
      return nil
    }
    if dispatch.recovery != nil { return wait }
    let max = wait.isStated ? Self.maxRetries : Self.maxRetriesWithoutHint
    return refusals.count < max ? wait : nil
  }
}

extension Exchange {
  /// Whether the endpoint answered that it is too busy now.
  fileprivate var isRefusedForNow: Bool {
    ending == .complete && (status == 429 || status == 503)
  }

  /// Whether a gateway took the endpoint out of service, or nothing listens.
  fileprivate var isOutOfService: Bool {
    ending == .refused || ending == .complete && [500, 502, 503, 504].contains(status)
  }

  /// How many seconds it asks the client to wait; nil if it does not, or not in a valid form.
  fileprivate var statedWait: Double? {
    if let text = header("retry-after-ms"), let milliseconds = Double(text), milliseconds >= 0 {
      return milliseconds / 1000
    }
    guard let text = header("retry-after")?.trimmed else { return nil }
    if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite ? seconds : nil }
    return HTTPDate.secondsUntil(text).map { max(0, $0) }
  }
}
