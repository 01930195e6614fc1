extension String {
  /// The text, or its beginning where it is longer.
  public func cut(to count: Int) -> String {
    // A text never has more characters than bytes, and bytes are counted faster.
    utf8.count <= count || self.count <= count ? self : prefix(count - 1) + "…"
  }

  /// The text without white space around it.
  package var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
