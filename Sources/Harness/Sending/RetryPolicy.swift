internal import JSONText
internal import Transcripts

/// Decides whether a request is retried, and after which time.
struct RetryPolicy: Sendable {
  /// The maximum number of seconds that the retries of a request may wait in total.
  let patience: Double

  /// The maximum number of retries of a request.
  private static let maxRetries = 6
  /// The maximum number of retries if the endpoint does not state when to retry.
  private static let maxRetriesWithoutHint = 3

  /// The time before a retry.
  struct Wait {
    var seconds: Double
    /// Whether the endpoint stated it.
    var isStated: Bool
  }

  /// Whether an exchange calls for a retry.
  func concerns(_ exchange: Exchange, of dispatch: Dispatch) -> Bool {
    exchange.isRefusedForNow || dispatch.recovery != nil && exchange.isOutOfService
  }

  /// The time before the next retry; nil if there is no retry.
  func wait(
    after exchange: Exchange, refusals: [Exchange.Refusal], of dispatch: Dispatch, now: Double
  ) -> Wait? {
    let stated = exchange.statedWait
    // While the endpoint is out of service, the retries are frequent, so that its recovery is noticed soon.
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
  /// Whether the status is 429 or 503.
  fileprivate var isRefusedForNow: Bool {
    ending == .complete && (status == 429 || status == 503)
  }

  /// Whether the status is an error of a gateway, or the connection was refused.
  fileprivate var isOutOfService: Bool {
    ending == .refused || ending == .complete && [500, 502, 503, 504].contains(status)
  }

  /// The seconds to wait according to the response; nil if it does not state them in a valid form.
  fileprivate var statedWait: Double? {
    if let text = header("retry-after-ms"), let milliseconds = Double(text), milliseconds >= 0 {
      return milliseconds / 1000
    }
    guard let text = header("retry-after")?.trimmed else { return nil }
    if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite ? seconds : nil }
    return HTTPDate.secondsUntil(text).map { max(0, $0) }
  }
}
