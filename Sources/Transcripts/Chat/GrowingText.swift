internal import JSONText

/// A text that arrives in pieces, or a value of another type in its place.
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

  /// The first value that is not a text (many clients stop there); otherwise the text, or null.
  var json: JSON { other ?? text.map(JSON.string) ?? nil }

  /// The text so far; nil if there is none.
  var string: String? { text }
}
