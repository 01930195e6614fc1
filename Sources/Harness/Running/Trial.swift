/// One repetition of a case.
public struct Trial: Sendable, Hashable {
  /// The case.
  public var testCase: Case
  /// The number of the repetition, from 1.
  public var number: Int

  /// A repetition of a case.
  public init(of testCase: Case, number: Int = 1) {
    self.testCase = testCase
    self.number = number
  }

  /// Whether two values are the same repetition of the same case.
  public static func == (left: Self, right: Self) -> Bool {
    left.testCase.id == right.testCase.id && left.number == right.number
  }

  /// Hashes the id of the case and the number.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(testCase.id)
    hasher.combine(number)
  }
}
