/// Why the server could not start.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong and what to do, in a sentence or two.
  public let description: String
}
