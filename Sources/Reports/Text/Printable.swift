extension String {
  /// The text with everything that could act on a terminal, or on what runs a pipeline and reads along,
  /// spelled out: an endpoint wrote it.
  public var printable: String {
    let text = contains("##") ? spellingCommands : self
    guard text.unicodeScalars.contains(where: { !$0.isPlain }) else { return text }
    return text.unicodeScalars.map { $0.isPlain ? String($0) : $0.spelled }.joined()
  }

  /// The text without `##[…]` and `##vso[…]`, which are commands wherever they stand in a line.
  private var spellingCommands: String {
    replacing(/##(?=(vso)?\[)/.ignoresCase(), with: "#\\u{23}")
  }

  /// The text as it may begin a line, where `::…` is a command.
  var beginning: String {
    hasPrefix("::") ? "\\u{3a}" + dropFirst() : self
  }
}

extension Unicode.Scalar {
  /// Its number, as Swift has it.
  fileprivate var spelled: String { "\\u{\(String(value, radix: 16))}" }

  /// Whether a terminal shows it and does nothing else.
  fileprivate var isPlain: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
