extension String {
  /// The last occurrence of a text.
  package func lastRange(of text: String) -> Range<String.Index>? {
    var found: Range<String.Index>?
    var start = startIndex
    while let next = range(of: text, after: start) {
      found = next
      start = index(after: next.lowerBound)
    }
    return found
  }

  /// The first occurrence of a text after an index.
  package func range(of text: String, after start: Index) -> Range<Index>? {
    var at = start
    while at < endIndex {
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
      at = index(after: at)
    }
    return nil
  }

  /// The text without any occurrence of another.
  package func removing(_ text: String) -> String {
    var result = self
    // From the start, because a removal can create a new occurrence before it.
    while let found = result.range(of: text, after: result.startIndex) {
      result.removeSubrange(found)
    }
    return result
  }
}
