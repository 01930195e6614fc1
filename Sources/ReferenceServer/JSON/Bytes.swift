extension [UInt8] {
  /// The first range that is equal to other bytes.
  func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    guard let first = wanted.first, wanted.count <= count else { return nil }
    for start in 0...(count - wanted.count) where self[start] == first {
      let end = start + wanted.count
      if self[start..<end].elementsEqual(wanted) { return start..<end }
    }
    return nil
  }
}
