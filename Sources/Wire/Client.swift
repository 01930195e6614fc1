public import Transcripts

/// Sends requests and records the exact responses.
///
/// The key is sent only to the origin of the endpoint; redirects are not followed.
public final class Client: Sendable {
  private let loop: Loop
  /// Kept to mask the key in the exchanges.
  private let key: Secret?

  /// Starts a client for the endpoint with a base URL.
  ///
  /// A PEM file of certificates replaces the system's certificates.
  public init(
    endpoint: String, key: Secret?, userAgent: String = "conformance", certificates: String? = nil
  ) throws(WireProblem) {
    self.key = key
    loop = try Loop(
      sender: Sender(
        origin: Origin(url: endpoint), key: key, userAgent: userAgent, certificates: certificates))
  }

  deinit {
    loop.close()
  }

  /// Sends a request and waits for the end of the exchange.
  public func perform(_ request: Request, within bounds: Bounds = Bounds()) async -> Exchange {
    let flag = Flag()
    var exchange = await withTaskCancellationHandler {
      let first = await send(request, bounds, flag, isApart: false)
      guard first.wasLostOnKeptConnection else { return first }
      // Only once: a new connection cannot be lost because it was idle.
      var second = await send(request, bounds, flag, isApart: true)
      second.connection.resent += first.connection.resent + 1
      return second
    } onCancel: {
      flag.raise()
      loop.wake()
    }
    if let key {
      exchange.sent = key.masked(exchange.sent)
      exchange.endingDetail = key.masked(exchange.endingDetail)
    }
    return exchange
  }

  private func send(_ request: Request, _ bounds: Bounds, _ flag: Flag, isApart: Bool) async
    -> Exchange
  {
    await withCheckedContinuation { continuation in
      loop.add(
        Order(
          request: request, bounds: bounds, isApart: isApart, flag: flag,
          continuation: continuation))
    }
  }

  /// Stops the client: running exchanges end as cancelled, and nothing more is sent.
  public func close() {
    loop.close()
  }
}

extension Exchange {
  /// Whether a reused connection closed before it received anything, which says nothing about the
  /// endpoint.
  ///
  /// curl retries most such requests itself, except requests that were not sent completely, and
  /// after several lost connections in sequence.
  fileprivate var wasLostOnKeptConnection: Bool {
    connection.reused && received.isEmpty && (ending == .reset || ending == .truncated)
      && sent.prefix { $0 != UInt8(ascii: "\r") }.suffix(9).elementsEqual(" HTTP/1.1".utf8)
  }
}
