/// What the mock model understands of a prompt.
///
/// This is the only place that knows words of prompts. The model understands no language; it only
/// follows these hints:
///
/// | In the prompt | In the answer |
/// |---|---|
/// | the name of a tool | a call of that tool, in the order of mention |
/// | a phrase of ``forbidsCalls`` | no tool call |
/// | the phrase of ``repeatsCall`` between two parts | a call of the same tool for each part |
/// | a phrase of ``announcesText``, and a quotation | the quotation before the call |
/// | a quotation | its text, or the value of a string argument |
/// | a capitalised name, a number, an option of an `enum` | the value of an argument |
/// | `count`, and a number | the numbers up to it |
/// | `words`, `story`, `essay`, `poem` | a longer text |
///
/// Without a quotation in the last user message, the model repeats the latest earlier quotation, also
/// from a tool result or a tool description. So it recalls a code word from any part of the
/// conversation. Faults must not use these hints, except for quotations; see
/// `ChatRequest+Shapes.swift`.
struct PromptHints: Sendable {
  private let text: String
  /// The text as UTF-8, because a search by characters is too slow.
  private let bytes: [UInt8]

  /// Reads a text; of a very long text, only the beginning and the end, because searching all of
  /// it takes too long.
  init(_ text: String) {
    let limit = 32_768
    let isLong = text.utf8.count > 2 * limit
    let excerpt =
      isLong
      ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) + " "
        + String(decoding: text.utf8.suffix(limit), as: UTF8.self) : text
    self.text = excerpt
    self.bytes = Array(excerpt.utf8)
  }

  /// The text asks for an answer without tool calls, although it names a tool.
  var forbidsCalls: Bool {
    mentionsAny(["call no tool", "call no tools", "do not call", "without calling", "no tool call"])
  }

  /// The text asks for a sentence before a call.
  var announcesText: Bool { mentionsAny(["first say", "first write"]) }

  /// The two parts of "… for Zurich and once more for Geneva", each of which asks for a call.
  static func repeatsCall(_ text: String) -> [PromptHints]? {
    guard let phrase = text.firstRange(of: " once more") else { return nil }
    return [text[..<phrase.lowerBound], text[phrase.upperBound...]].map { PromptHints(String($0)) }
  }

  /// How far to count, if the text asks for that.
  var countTarget: Int? { mentionsAny(["count"]) ? target : nil }

  /// The number of words of a longer text, if the text asks for one.
  var textLength: Int? {
    if mentionsAny(["words"]) { return target }
    return mentionsAny(["story", "essay", "poem"]) ? 120 : nil
  }

  /// The last number of the text, as digits or as a word, within reason.
  private var target: Int {
    let words = ["ten": 10, "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000]
    let spelled = words.first { mention(of: $0.key) != nil }?.value
    let number = numbers.last.flatMap { Int(exactly: $0) } ?? spelled ?? 20
    return min(max(number, 1), 1000)
  }

  private func mentionsAny(_ phrases: [String]) -> Bool {
    phrases.contains { mention(of: $0) != nil }
  }

  /// The texts between double quotes, straight or curly, in order.
  static func quotes(in text: String) -> [String] {
    var quotes: [String] = []
    var open: (start: String.UnicodeScalarView.Index, closer: Unicode.Scalar)?
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if let (start, closer) = open {
        guard scalar == closer else { continue }
        quotes.append(String(scalars[start..<index]))
        open = nil
      } else if scalar == "\"" {
        open = (scalars.index(after: index), "\"")
      } else if scalar == "\u{201C}" {
        open = (scalars.index(after: index), "\u{201D}")
      }
    }
    return quotes.filter { !$0.isEmpty }
  }

  /// The quotations of this text.
  var quotes: [String] { Self.quotes(in: text) }

  /// Sequences of capitalised words that do not begin a sentence, in order.
  var names: [String] {
    var names: [String] = []
    var beginsSentence = true
    var continues = false
    for word in text.split(whereSeparator: \.isWhitespace) {
      let bare = word.bare
      let ends = word.last.map { ".!?:".contains($0) } ?? false
      // Punctuation after a word ends a name of several words.
      defer {
        beginsSentence = ends
        if bare.count < word.count && word.last != bare.last { continues = false }
      }
      guard let first = bare.first, first.isUppercase, bare != "I", !beginsSentence,
        !bare.contains("_")
      else {
        continues = false
        continue
      }
      if continues, let last = names.popLast() {
        names.append("\(last) \(bare)")
      } else {
        names.append(String(bare))
      }
      continues = true
    }
    return names
  }

  /// The numbers written as digits, in order.
  var numbers: [Double] {
    text.split { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "-")) }
      .compactMap { part in
        Double(part.last == "." ? part.dropLast() : part)
      }
  }

  /// The first place of a phrase, as complete words in any case; nil if there is none.
  func mention(of phrase: String) -> Int? {
    let wanted = Array(phrase.utf8)
    guard let first = wanted.first, wanted.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - wanted.count) where bytes[start].lowered == first.lowered {
      let end = start + wanted.count
      guard start == 0 || !bytes[start - 1].isWord, end == bytes.count || !bytes[end].isWord else {
        continue
      }
      if zip(bytes[start..<end], wanted).allSatisfy({ $0.lowered == $1.lowered }) { return start }
    }
    return nil
  }
}

extension Substring {
  /// The word without the punctuation around it and without a possessive ending.
  fileprivate var bare: Substring {
    guard let first = firstIndex(where: { $0.isLetter || $0.isNumber }),
      let last = lastIndex(where: { $0.isLetter || $0.isNumber })
    else { return "" }
    let word = self[first...last]
    return word.hasSuffix("'s") || word.hasSuffix("\u{2019}s") ? word.dropLast(2) : word
  }
}

extension UInt8 {
  /// The byte of the lower-case letter, or the byte.
  fileprivate var lowered: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

  /// Whether it belongs to a word, as every byte that is not ASCII does.
  fileprivate var isWord: Bool {
    (0x61...0x7A).contains(lowered) || (0x30...0x39).contains(self) || self == 0x5F || self >= 0x80
  }
}
