extension [UInt8] {
  /// Where the bytes first contain others.
  func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    guard let first = wanted.first, wanted.count <= count else { return nil }
    for start in 0...(count - wanted.count) where self[start] == first {
      let end = start + wanted.count
      if self[start..<end].elementsEqual(wanted) { return start..<end }
    }
    return nil
  }
}
