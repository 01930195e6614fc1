/// What there is to notice in a text: quotes, names, numbers and mentions.
struct Wording: Sendable {
  private let text: String
  private let bytes: [UInt8]

  /// Notices things in a text; of a very long one, in its beginning and end.
  init(_ text: String) {
    let limit = 32_768
    let long = text.utf8.count > 2 * limit
    let seen =
      long
      ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) + " "
        + String(decoding: text.utf8.suffix(limit), as: UTF8.self) : text
    self.text = seen
    self.bytes = Array(seen.utf8)
  }

  /// What stands between double quotes, straight or curly ones, in order.
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

  /// What is quoted in this text.
  var quotes: [String] { Self.quotes(in: text) }

  /// Runs of capitalised words that do not begin a sentence, in order.
  var names: [String] {
    var names: [String] = []
    var beginsSentence = true
    var continues = false
    for word in text.split(whereSeparator: \.isWhitespace) {
      let bare = word.bare
      let ends = word.last.map { ".!?:".contains($0) } ?? false
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

  /// The numbers written in digits, in order.
  var numbers: [Double] {
    text.split { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "-")) }
      .compactMap { part in
        Double(part.last == "." ? part.dropLast() : part)
      }
  }

  /// Where the text has a phrase as words of their own, whatever their case; nil when it has not.
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

  /// Whether it belongs to a word; so does whatever is not ASCII.
  fileprivate var isWord: Bool {
    (0x61...0x7A).contains(lowered) || (0x30...0x39).contains(self) || self == 0x5F || self >= 0x80
  }
}
