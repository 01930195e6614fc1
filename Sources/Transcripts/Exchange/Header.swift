/// One header line as it was sent.
public struct Header: Sendable, Equatable {
  /// The name in its original case.
  public var name: String
  /// The value without surrounding whitespace; bytes that are not UTF-8 are U+FFFD.
  public var value: String

  /// Pairs a name with a value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
