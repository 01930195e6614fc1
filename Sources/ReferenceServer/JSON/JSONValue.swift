/// A JSON document that keeps what faults need: key order, duplicate keys, raw fragments.
enum JSONValue: Sendable, Equatable {
  /// The word `null`.
  case null
  /// One of the words `true` and `false`.
  case bool(Bool)
  /// A number, spelt as it was or will be written.
  case number(String)
  /// A string, without its quotes and escapes.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, its members in their order.
  case object([Member])
  /// Bytes to be written as they are, JSON or not.
  case raw([UInt8])

  /// One name and value of an object.
  struct Member: Sendable, Equatable {
    /// The member's name, which another member may share.
    var name: String
    /// The member's value.
    var value: JSONValue
  }

  /// Writes an integer.
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

  /// The value of a number that is whole and not huge, or nil.
  var integer: Int? {
    guard case .number(let lexeme) = self else { return nil }
    return Int(lexeme) ?? double.flatMap { Int(exactly: $0) }
  }

  /// Whether an object has such a member.
  func has(_ name: String) -> Bool {
    members?.contains { $0.name == name } ?? false
  }

  /// The last member of that name, `null` when there is none; setting adds it when missing.
  subscript(name: String) -> JSONValue {
    get { members?.last { $0.name == name }?.value ?? .null }
    set {
      guard case .object(var members) = self else { return }
      if let index = members.lastIndex(where: { $0.name == name }) {
        members[index].value = newValue
      } else {
        members.append(Member(name: name, value: newValue))
      }
      self = .object(members)
    }
  }

  /// Removes every member of that name.
  mutating func remove(_ name: String) {
    guard case .object(let members) = self else { return }
    self = .object(members.filter { $0.name != name })
  }

  /// Adds an element to an array, or a member to an object whether or not it has one so named.
  mutating func append(_ value: JSONValue, named name: String = "") {
    switch self {
    case .array(let elements): self = .array(elements + [value])
    case .object(let members): self = .object(members + [Member(name: name, value: value)])
    default: break
    }
  }

  /// Alters each element of the array that is the member of that name, if there is one.
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
