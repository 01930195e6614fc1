/// A small OpenAI-compatible endpoint that conforms, except for the faults it is given.
public final class ReferenceServer: Sendable {
  /// The port it listens on.
  public let port: UInt16
  private let listener: Listener
  private let path: String

  /// Listens on 127.0.0.1, on any free port unless told which.
  public convenience init(
    port: UInt16 = 0, key: String? = nil, faults: [Fault] = [], persona: Persona? = nil
  ) throws(ServerError) {
    try self.init(port: port, key: key, faults: faults, persona: persona, patience: Patience())
  }

  /// Listens as the other initializer does, with another patience, or giving the same request the
  /// same ids again.
  init(
    port: UInt16, key: String?, faults: [Fault], persona: Persona? = nil,
    patience: Patience = Patience(), isRepeatable: Bool = false
  ) throws(ServerError) {
    listener = try Listener(
      port: port,
      Endpoint(key: key, faults: faults, persona: persona, isRepeatable: isRepeatable), patience)
    self.port = listener.port
    path = persona?.path ?? Endpoint.path
    try listener.start()
  }

  deinit { stop() }

  /// The URL that clients are to be given.
  public var baseURL: String { "http://127.0.0.1:\(port)\(path)" }

  /// Closes every connection and returns when nothing is left running; idempotent.
  public func stop() { listener.stop() }
}
