/// A text that arrives in pieces, or something else where a text was due.
struct GrowingText {
  private var text: String?
  private var other: JSON?

  /// Adds a piece; null adds nothing.
  mutating func append(_ piece: JSON?) {
    switch piece {
    case nil, .null: break
    case .string(let more):
      // Appended in place: a copy for each piece would make a long stream quadratic.
      if text == nil { text = more } else { text?.append(more) }
    case .some(let value): other = other ?? value
    }
  }

  /// What stood in the text's place, if only once: many clients stop there; else the text, else null.
  var json: JSON { other ?? text.map(JSON.string) ?? nil }

  /// The text so far; nil when none came.
  var string: String? { text }
}
