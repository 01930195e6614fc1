extension String {
  /// The text with everything that could act on a terminal spelled out: an endpoint wrote it.
  public var printable: String {
    guard unicodeScalars.contains(where: { !$0.isPlain }) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
    }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it and does nothing else.
  fileprivate var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
