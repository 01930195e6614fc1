public import Transcripts

/// A request, and how to send it.
public struct Dispatch: Sendable, Equatable {
  /// The request.
  public var request: Request
  /// The maximum duration of the exchange, and the maximum size of the response.
  public var bounds: Bounds
  /// Until when the request may be retried after a 429 or 503; nil for no limit.
  public var retryUntil: Double?
  /// For how many seconds the request is retried until the endpoint is back in service; nil for no such
  /// retries.
  public var recovery: Double?
  /// The group of requests that are sent at the same time; nil if there is none.
  public var group: String?
  /// Whether a failure of the transport says nothing about the endpoint, because the case provokes it or
  /// shortens the timeout.
  public var mayFail = false
  /// Whether the answer is a stream.
  var isStream: Bool { !bounds.endMarker.isEmpty }

  /// Describes how to send a request.
  public init(_ request: Request, bounds: Bounds = Bounds()) {
    self.request = request
    self.bounds = bounds
  }
}
