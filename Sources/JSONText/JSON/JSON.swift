/// A JSON value that keeps the details of its source: number lexemes, key order, duplicate keys.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The digits as written in the source.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The key, unescaped.
    public var key: String
    /// The value of the key.
    public var value: JSON

    /// Pairs a key with a value.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The last member with a key, as in most parsers; nil for anything but an object.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The text of a string; nil for anything else.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array; nil for anything else.
  public var array: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object; nil for anything else.
  public var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value of a Boolean; nil for anything else.
  public var bool: Bool? {
    if case .bool(let truth) = self { truth } else { nil }
  }

  /// The value of a number that is exactly an integer; nil for anything else.
  public var int: Int? {
    guard case .number(let lexeme) = self else { return nil }
    return Int(lexeme) ?? Double(lexeme).flatMap { Int(exactly: $0) }
  }

  /// The value of a number; nil for anything else.
  public var double: Double? {
    if case .number(let lexeme) = self { Double(lexeme) } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The value with every string, including keys, changed by a function.
  public func mapStrings(_ change: (String) -> String) -> JSON {
    switch self {
    case .string(let text): .string(change(text))
    case .array(let elements): .array(elements.map { $0.mapStrings(change) })
    case .object(let members):
      .object(members.map { Member(change($0.key), $0.value.mapStrings(change)) })
    case .null, .bool, .number: self
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  /// A Boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object with its keys in the given order.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON {
  /// An integer.
  public init(_ value: Int) { self = .number(String(value)) }

  /// A number with at most three decimals; `null` for infinities and NaN.
  public init(_ value: Double) {
    guard value.isFinite, abs(value) < 1e15 else {
      self = .null
      return
    }
    let thousandths = Int((abs(value) * 1000).rounded())
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    var text = value < 0 && thousandths > 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 {
      var decimals = String(rest + 1000).dropFirst()
      while decimals.last == "0" { decimals = decimals.dropLast() }
      text += ".\(decimals)"
    }
    self = .number(text)
  }

  /// A string, or `null`.
  public init(_ value: String?) { self = value.map(JSON.string) ?? .null }

  /// An integer, or `null`.
  public init(_ value: Int?) { self = value.map { JSON($0) } ?? .null }

  /// A number, or `null`.
  public init(_ value: Double?) { self = value.map { JSON($0) } ?? .null }
}
