extension String {
  /// The text with everything escaped that a terminal or a CI system could interpret, because an
  /// endpoint wrote it.
  public var printable: String {
    let text = contains("##") ? spellingCommands : self
    guard text.unicodeScalars.contains(where: { !$0.isPlain }) else { return text }
    return text.unicodeScalars.map { $0.isPlain ? String($0) : $0.spelled }.joined()
  }

  /// The text without `##[…]` and `##vso[…]`, which are commands anywhere in a line.
  private var spellingCommands: String {
    replacing(/##(?=(vso)?\[)/.ignoresCase(), with: "#\\u{23}")
  }

  /// The text for the beginning of a line, where `::…` is a command.
  package var beginning: String {
    hasPrefix("::") ? "\\u{3a}" + dropFirst() : self
  }
}

extension Unicode.Scalar {
  /// The escape in Swift's notation.
  fileprivate var spelled: String { "\\u{\(String(value, radix: 16))}" }

  /// Whether a terminal only shows the character.
  fileprivate var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
