internal import JSONText

extension String {
  /// The text for a paragraph or table cell: without markup, mentions and links, except for code
  /// between backticks, which our own sentences use too.
  var inline: String {
    let parts = printable.split(separator: "`", omittingEmptySubsequences: false)
    // With an odd number of backticks, it is unclear what is code.
    guard parts.count % 2 == 1 else { return printable.withoutMarkup }
    return parts.enumerated().map { number, part in
      number % 2 == 1 && !part.isEmpty ? String(part).code : String(part).withoutMarkup
    }.joined()
  }

  /// The text as inline code.
  var code: String {
    // A pipe would end a table cell, even in code.
    let text = printable.replacing("|", with: "\u{2502}")
    let fence = String(repeating: "`", count: text.longestRun(of: "`") + 1)
    // Markdown removes one space on each side.
    let needsRoom = text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty
    return needsRoom ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }

  /// The text as a block of code.
  var fenced: String {
    let text = split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
    let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }

  /// The excerpt on one line, with a caret below the wrong character.
  func pointed(at caret: Int?) -> String {
    guard let caret else { return printable }
    let scalars = Array(unicodeScalars)
    // Escaped characters before the caret make the line longer.
    let before = String(String.UnicodeScalarView(scalars.prefix(caret))).printable
    return "\(printable)\n\(String(repeating: " ", count: before.count))^"
  }

  /// A report such as `vllm-project/vllm#10781` as a link.
  var issueLink: String { issueAddress.map { "[\(self)](\($0))" } ?? inline }

  private var withoutMarkup: String {
    var text = ""
    for character in self {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$": text += "\\\(character)"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "&": text += "&amp;"
      // A mention would notify a user.
      case "@": text += "@\u{200B}"
      default: text.append(character)
      }
    }
    // A plain address would become a link.
    return text.replacing("://", with: ":\u{200B}//").replacing("www.", with: "www\u{200B}.")
  }

  private func longestRun(of wanted: Character) -> Int {
    var longest = 0
    var run = 0
    for character in self {
      run = character == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
