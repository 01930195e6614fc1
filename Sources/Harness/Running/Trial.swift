/// One repetition of a case.
public struct Trial: Sendable, Hashable {
  /// The case.
  public var testCase: Case
  /// Which repetition, from 1.
  public var number: Int

  /// Names a repetition.
  public init(of testCase: Case, number: Int = 1) {
    self.testCase = testCase
    self.number = number
  }

  /// Whether two name the same repetition.
  public static func == (left: Self, right: Self) -> Bool {
    left.testCase.id == right.testCase.id && left.number == right.number
  }

  /// Hashes what names the repetition.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(testCase.id)
    hasher.combine(number)
  }
}
