/// Why something cannot be sent at all, told so that its author can mend it.
public struct WireProblem: Error, Equatable, CustomStringConvertible {
  /// The reason, without the key or a password.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
