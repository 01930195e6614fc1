/// Why a request cannot be sent, with enough detail for its author to fix it.
public struct WireProblem: Error, Equatable, CustomStringConvertible {
  /// The reason, without the key or a password.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
