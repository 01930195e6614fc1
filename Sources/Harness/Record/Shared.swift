/// A value that many others contain: a copy of it is a reference.
final class Shared<Value: Sendable & Equatable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension Shared: Equatable {
  /// Whether the values are equal.
  static func == (left: Shared, right: Shared) -> Bool {
    left === right || left.value == right.value
  }
}
