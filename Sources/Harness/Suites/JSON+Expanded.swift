internal import JSONText

extension JSON {
  /// The value with its long texts written out: `{"repeat": ["0123456789", 100]}` is the text of 100
  /// repetitions, and `{"join": ["a", …]}` the concatenation of texts. Metadata must be constant, so jq cannot
  /// compute them.
  var expanded: JSON {
    switch self {
    case .array(let items): return .array(items.map(\.expanded))
    case .object(let members):
      if members.count == 1, let text = members[0].expandedText { return .string(text) }
      return .object(members.map { Member($0.key, $0.value.expanded) })
    default: return self
    }
  }
}

extension JSON.Member {
  /// The text that the member of a one-member object stands for; nil if it is not one of the two forms.
  fileprivate var expandedText: String? {
    let parts = value.array ?? []
    switch key {
    case "repeat":
      guard parts.count == 2, let text = parts[0].string, let count = parts[1].int,
        (1...100_000).contains(count)
      else { return nil }
      return String(repeating: text, count: count)
    case "join":
      let texts = parts.compactMap(\.expanded.string)
      return texts.isEmpty || texts.count < parts.count ? nil : texts.joined()
    default: return nil
    }
  }
}
