extension [String] {
  /// The strings without repetitions, in the order of their first appearance.
  public func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
