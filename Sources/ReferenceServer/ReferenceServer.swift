/// A small OpenAI-compatible endpoint that conforms to the API, except for the given faults.
public final class ReferenceServer: Sendable {
  /// The port it listens on.
  public let port: UInt16
  private let listener: Listener
  private let path: String

  /// Listens on 127.0.0.1, on the given port or on any free port.
  public convenience init(
    port: UInt16 = 0, key: String? = nil, faults: [Fault] = [], persona: Persona? = nil
  ) throws(ServerError) {
    try self.init(port: port, key: key, faults: faults, persona: persona, timeouts: Timeouts())
  }

  /// Listens as above, with other timeouts, or with the same ids for the same request
  /// in every run.
  init(
    port: UInt16, key: String?, faults: [Fault], persona: Persona? = nil,
    timeouts: Timeouts = Timeouts(), isRepeatable: Bool = false
  ) throws(ServerError) {
    listener = try Listener(
      port: port,
      Endpoint(key: key, faults: faults, persona: persona, isRepeatable: isRepeatable), timeouts)
    self.port = listener.port
    path = persona?.path ?? Endpoint.path
    try listener.start()
  }

  deinit { stop() }

  /// The base URL for clients.
  public var baseURL: String { "http://127.0.0.1:\(port)\(path)" }

  /// Closes every connection and returns when all threads have ended; idempotent.
  public func stop() { listener.stop() }
}
