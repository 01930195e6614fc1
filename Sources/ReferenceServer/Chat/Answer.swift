/// The answer of the model in one choice, before it becomes a document or a stream.
struct Answer: Sendable, Equatable {
  /// One token, which is also the content of one event of a stream.
  enum Piece: Sendable, Equatable {
    /// A part of the reasoning.
    case reasoning(String)
    /// A part of the text.
    case content(String)
    /// The beginning of the call with that index.
    case call(Int)
    /// A part of the arguments of the call with that index.
    case arguments(Int, String)

    /// The text, if it is a part of the text.
    var word: String? { if case .content(let word) = self { word } else { nil } }
  }

  /// The reasoning, if any.
  var reasoning: String?
  /// The text for the user; nil is `null`.
  var content: String?
  /// The tool calls.
  var calls: [Call] = []
  /// The finish reason; nil is `null`.
  var finish: String?

  /// The tokens of the answer. The tokens of a truncated answer are the first of these.
  var pieces: [Piece] {
    var pieces = Self.words(of: reasoning ?? "").map(Piece.reasoning)
    pieces += Self.words(of: content ?? "").map(Piece.content)
    for (index, call) in calls.enumerated() {
      pieces.append(.call(index))
      let text = call.arguments.text ?? ""
      // Parts of four characters, so that arguments are streamed in several events.
      pieces += Self.cut(text[...], every: 4).map { .arguments(index, $0) }
    }
    return pieces
  }

  /// The answer, truncated to a number of tokens.
  func limited(to budget: Int) -> Answer {
    let pieces = pieces
    guard pieces.count > budget else { return self }
    // `content` stays nil for an answer without a text.
    var short = Answer(content: content == nil ? nil : "", finish: "length")
    for piece in pieces.prefix(budget) {
      switch piece {
      case .reasoning(let word):
        short.reasoning = short.reasoning ?? ""
        short.reasoning?.append(word)
      case .content(let word): short.content?.append(word)
      case .call(let index):
        short.calls.append(calls[index])
        // The arguments follow in separate pieces.
        short.calls[index].arguments = ""
      case .arguments(let index, let part):
        let sofar = short.calls[index].arguments.text ?? ""
        short.calls[index].arguments = .string(sofar + part)
      }
    }
    return short
  }

  /// Words with the space before them; long words are split.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var start = text.startIndex
    while start < text.endIndex {
      let body = text[start...].drop { $0 == " " }
      let end = body.firstIndex(of: " ") ?? text.endIndex
      words += cut(text[start..<end], every: 16)
      start = end
    }
    return words
  }

  /// The parts of a text, each with at most a number of characters.
  private static func cut(_ text: Substring, every length: Int) -> [String] {
    var parts: [String] = []
    var rest = text
    while !rest.isEmpty {
      parts.append(String(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return parts
  }
}
