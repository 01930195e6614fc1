extension Defect {
  /// Every kind of oddity that the decoders of this module note.
  public enum Kind: String, Sendable, CaseIterable {
    /// More oddities than are kept; `saw` says how many more.
    case moreDefects = "more-defects"

    // Text
    /// A byte order mark at the start.
    case bom
    /// Bytes that are no UTF-8, one defect for each U+FFFD that decoding yields.
    case invalidUTF8 = "invalid-utf-8"

    // JSON that decodes, with a loss for some reader
    /// A key that its object already has.
    case duplicateKey = "duplicate-key"
    /// A number that is infinite as a double.
    case numberRange = "number-range"
    /// An integer that a double rounds.
    case numberPrecision = "number-precision"
    /// An escaped half of a surrogate pair, decoded as U+FFFD.
    case loneSurrogate = "lone-surrogate"

    // Not JSON
    /// Nothing but white space.
    case empty
    /// Text that does not even begin like JSON.
    case notJSON = "not-json"
    /// A character that cannot stand there.
    case unexpectedCharacter = "unexpected-character"
    /// The text ends inside a value.
    case unexpectedEnd = "unexpected-end"
    /// A comma before a closing bracket.
    case trailingComma = "trailing-comma"
    /// Something after the document.
    case trailingText = "trailing-text"
    /// A number spelled as JSON does not allow, such as `01`, `+1`, `.5` or `1e`.
    case badNumber = "bad-number"
    /// A bare word other than `true`, `false` and `null`.
    case badLiteral = "bad-literal"
    /// A backslash before something that JSON does not escape.
    case badEscape = "bad-escape"
    /// A control character in a string that is not escaped.
    case controlCharacter = "control-character"
    /// An apostrophe where a string should begin.
    case singleQuotes = "single-quotes"
    /// A comment.
    case comment
    /// Brackets nested beyond what common parsers follow.
    case tooDeep = "too-deep"

    // Event streams
    /// A byte order mark at the start of a later line, which makes its field unknown.
    case secondBOM = "second-bom"
    /// Lines that end with a carriage return alone, noted once.
    case loneCR = "lone-cr"
    /// Lines that end differently, noted once.
    case mixedLineEndings = "mixed-line-endings"
    /// A field that the standard does not name.
    case unknownField = "unknown-field"
    /// A reconnection time that is not all digits.
    case badRetry = "bad-retry"
    /// An event id that clients ignore because of a NUL in it.
    case idWithNull = "id-with-null"
    /// A line with a NUL in it.
    case nulByte = "nul-byte"
    /// A line beyond the limit, of which the rest was dropped.
    case lineTooLong = "line-too-long"
    /// A named event that never fires because it has no data.
    case eventWithoutData = "event-without-data"
    /// The stream ends inside an event, which clients discard.
    case cutOffEvent = "cut-off-event"
    /// The stream ends inside a line.
    case cutOffLine = "cut-off-line"
  }

  /// Notes an oddity of a known kind.
  public init(_ kind: Kind, at offset: Int, saw: String = "") {
    self.init(kind.rawValue, at: offset, saw: saw)
  }
}
