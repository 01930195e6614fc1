/// One header line, as it was sent.
public struct Header: Sendable, Equatable {
  /// The name in the spelling of its sender.
  public var name: String
  /// The value without surrounding white space; bytes that are not UTF-8 read as U+FFFD.
  public var value: String

  /// Pairs a name with a value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
