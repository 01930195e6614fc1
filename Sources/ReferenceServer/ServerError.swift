/// The reason why the server could not start.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The problem and what to do, in one or two sentences.
  public let description: String
}
