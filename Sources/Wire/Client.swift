public import Transcripts

/// Sends requests and records exactly what comes back.
///
/// The key goes to the endpoint's own origin and nowhere else; redirects are not followed.
public final class Client: Sendable {
  private let loop: Loop
  private let key: Secret?

  /// Starts a client for the endpoint with that base URL.
  ///
  /// Certificates are those of a PEM file, if given, instead of the system's.
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

  /// Sends a request and waits for the end of the exchange, whichever end that is.
  public func perform(_ request: Request, within bounds: Bounds = Bounds()) async -> Exchange {
    let flag = Flag()
    var exchange = await withTaskCancellationHandler {
      let first = await send(request, bounds, flag, isApart: false)
      guard first.wasLostOnKeptConnection else { return first }
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

  /// Stops the client: what is under way ends as cancelled, and nothing more is sent.
  public func close() {
    loop.close()
  }
}

extension Exchange {
  /// Whether a connection that was kept closed before it answered anything, which says nothing of the answer.
  ///
  /// curl sends most such requests again by itself, but not those it had not yet sent to their end, nor after
  /// as many kept connections in a row.
  fileprivate var wasLostOnKeptConnection: Bool {
    connection.reused && received.isEmpty && (ending == .reset || ending == .truncated)
      && sent.prefix { $0 != UInt8(ascii: "\r") }.suffix(9).elementsEqual(" HTTP/1.1".utf8)
  }
}
