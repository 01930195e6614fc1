extension String {
  /// The word that a misspelled one probably means.
  public func nearest(of words: [String]) -> String? {
    // A third of the characters may differ, but always two.
    words.map { ($0, distance(to: $0)) }.filter { $0.1 <= max(2, count / 3) }
      .min { $0.1 < $1.1 }?.0
  }

  /// The Levenshtein distance, with one row of its table in memory.
  private func distance(to other: String) -> Int {
    let (left, right) = (Array(self), Array(other))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let next = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[right.count]
  }
}
