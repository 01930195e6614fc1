extension Defect {
  /// The kinds of irregularities that the decoders of this module report.
  public enum Kind: String, Sendable, CaseIterable {
    /// More defects than are kept; `saw` has their number.
    case moreDefects = "more-defects"

    // Text
    /// A byte order mark at the start.
    case bom
    /// Bytes that are not UTF-8, one defect for each U+FFFD in the decoded text.
    case invalidUTF8 = "invalid-utf-8"

    // JSON that decodes, but differently in some readers
    /// A key that its object already has.
    case duplicateKey = "duplicate-key"
    /// A number that is infinite as a double.
    case numberRange = "number-range"
    /// An integer that a double rounds.
    case numberPrecision = "number-precision"
    /// An escaped half of a surrogate pair, decoded as U+FFFD.
    case loneSurrogate = "lone-surrogate"

    // Not JSON
    /// Nothing but whitespace.
    case empty
    /// Text that does not begin like JSON.
    case notJSON = "not-json"
    /// A character that is not allowed here.
    case unexpectedCharacter = "unexpected-character"
    /// The text ends inside a value.
    case unexpectedEnd = "unexpected-end"
    /// A comma before a closing bracket.
    case trailingComma = "trailing-comma"
    /// Text after the document.
    case trailingText = "trailing-text"
    /// A number in a form that JSON does not allow, such as `01`, `+1`, `.5` or `1e`.
    case badNumber = "bad-number"
    /// A bare word other than `true`, `false` and `null`.
    case badLiteral = "bad-literal"
    /// A backslash before a character that JSON does not escape.
    case badEscape = "bad-escape"
    /// An unescaped control character in a string.
    case controlCharacter = "control-character"
    /// An apostrophe in place of a quotation mark.
    case singleQuotes = "single-quotes"
    /// A comment.
    case comment
    /// Brackets nested deeper than common parsers allow.
    case tooDeep = "too-deep"

    // Event streams
    /// A byte order mark at the start of a later line, which makes its field unknown.
    case secondBOM = "second-bom"
    /// Lines that end with a carriage return alone; reported once.
    case loneCR = "lone-cr"
    /// Different line endings; reported once.
    case mixedLineEndings = "mixed-line-endings"
    /// A field that the standard does not define.
    case unknownField = "unknown-field"
    /// A reconnection time with characters other than digits.
    case badRetry = "bad-retry"
    /// An event id with a NUL, which clients ignore.
    case idWithNull = "id-with-null"
    /// A line with a NUL in it.
    case nulByte = "nul-byte"
    /// A line beyond the limit; its remainder was dropped.
    case lineTooLong = "line-too-long"
    /// A named event without data, which clients never see.
    case eventWithoutData = "event-without-data"
    /// The stream ends inside an event, which clients discard.
    case cutOffEvent = "cut-off-event"
    /// The stream ends inside a line.
    case cutOffLine = "cut-off-line"
  }

  /// Describes a defect of a known kind.
  public init(_ kind: Kind, at offset: Int, saw: String = "") {
    self.init(kind.rawValue, at: offset, saw: saw)
  }
}
