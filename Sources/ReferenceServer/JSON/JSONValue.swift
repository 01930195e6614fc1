/// A JSON document that keeps what faults need: the order of keys, duplicate keys, raw fragments.
enum JSONValue: Sendable, Equatable {
  /// The word `null`.
  case null
  /// One of the words `true` and `false`.
  case bool(Bool)
  /// A number, as it is written.
  case number(String)
  /// A string, without its quotes and escapes.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, with its members in order.
  case object([Member])
  /// Bytes that are written unchanged, valid JSON or not.
  case raw([UInt8])

  /// One name and value of an object.
  struct Member: Sendable, Equatable {
    /// The name, which need not be unique.
    var name: String
    /// The value.
    var value: JSONValue
  }

  /// An integer.
  static func int(_ value: Int) -> JSONValue { .number(String(value)) }

  /// The characters of a string, or nil.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array, or nil.
  var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, or nil.
  var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The value of a number, or nil.
  var double: Double? {
    if case .number(let lexeme) = self { Double(lexeme) } else { nil }
  }

  /// The value of a number that is an `Int`, or nil.
  var integer: Int? {
    guard case .number(let lexeme) = self else { return nil }
    return Int(lexeme) ?? double.flatMap { Int(exactly: $0) }
  }

  /// Whether an object has a member with that name.
  func has(_ name: String) -> Bool {
    members?.contains { $0.name == name } ?? false
  }

  /// The last member with that name, or `null`; setting replaces or adds it.
  subscript(name: String) -> JSONValue {
    get { members?.last { $0.name == name }?.value ?? .null }
    set {
      // Only objects have members.
      guard case .object(var members) = self else { return }
      if let index = members.lastIndex(where: { $0.name == name }) {
        members[index].value = newValue
      } else {
        members.append(Member(name: name, value: newValue))
      }
      self = .object(members)
    }
  }

  /// Removes every member with that name.
  mutating func remove(_ name: String) {
    guard case .object(let members) = self else { return }
    self = .object(members.filter { $0.name != name })
  }

  /// Adds an element to an array, or a member to an object, even if the name exists already.
  mutating func append(_ value: JSONValue, named name: String = "") {
    switch self {
    case .array(let elements): self = .array(elements + [value])
    case .object(let members): self = .object(members + [Member(name: name, value: value)])
    default: break
    }
  }

  /// Changes each element of the array in a member, if there is such an array.
  mutating func updateEach(_ name: String, _ alter: (inout JSONValue) -> Void) {
    guard var elements = self[name].elements else { return }
    for index in elements.indices { alter(&elements[index]) }
    self[name] = .array(elements)
  }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(name: $0.0, value: $0.1) })
  }
}
