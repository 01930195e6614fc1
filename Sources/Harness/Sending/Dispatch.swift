public import Transcripts

/// A request, and how it is sent.
public struct Dispatch: Sendable, Equatable {
  /// What is sent.
  public var request: Request
  /// How long the exchange may last, and how much may come back.
  public var bounds: Bounds
  /// Until when it may be retried if the endpoint refuses it for now; nil for no such limit.
  public var retryUntil: Double?
  /// For how many seconds it is retried until the endpoint is back in service; nil if it is not.
  public var recovery: Double?
  /// The requests of one group leave together; nil if it leaves on its own.
  public var group: String?

  /// Describes how to send a request.
  public init(_ request: Request, bounds: Bounds = Bounds()) {
    self.request = request
    self.bounds = bounds
  }
}
