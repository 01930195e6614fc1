/// One of several parts that share the cases of a run among them.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// The most parts of a run.
  static let most = 1000

  /// Reads `2/4`; nil for what is no part.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      (1...Self.most).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  /// As it was read.
  public var description: String { "\(number)/\(count)" }

  /// Whether what stands at a place, from zero, is a part of it.
  public func takes(_ index: Int) -> Bool { index % count == number - 1 }
}
