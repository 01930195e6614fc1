public import JSONText

extension [Defect] {
  /// The defects as `kind@offset`, for tables.
  public var short: String { map { "\($0.kind)@\($0.offset)" }.joined(separator: " ") }
}
