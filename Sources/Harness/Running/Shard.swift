/// One of several parts of a run, each with some of the cases.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
  /// The number of the part, from 1.
  public let number: Int
  /// The number of parts.
  public let count: Int

  /// The maximum number of parts.
  static let maxCount = 1000

  /// Reads a text such as `2/4`; nil if it is not valid.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      (1...Self.maxCount).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// The text, such as `2/4`.
  public var description: String { "\(number)/\(count)" }

  /// Whether the element with an index, from zero, belongs to the part.
  public func contains(index: Int) -> Bool { index % count == number - 1 }
}
