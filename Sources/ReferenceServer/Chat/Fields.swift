/// The members of an object in a request, read by type. Errors have the format of OpenAI.
struct Fields {
  private let object: JSONValue
  /// The path of the object in the body, for error messages.
  private let path: String

  /// Reads the object at a path, which is empty for the body itself.
  init(_ value: JSONValue, at path: String = "") throws(Refusal) {
    guard value.members != nil else {
      throw path.isEmpty
        ? Refusal(message: "The body must be a JSON object.")
        : .mistyped(path, wants: "an object", got: value)
    }
    self.object = value
    self.path = path
  }

  /// The path of a member in the body.
  func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  /// The value of a member; nil if it is absent or `null`.
  func value(_ name: String) -> JSONValue? {
    let value = object[name]
    return value == .null ? nil : value
  }

  /// The value of a required member.
  func required<Value>(_ value: Value?, _ name: String) throws(Refusal) -> Value {
    if let value { return value }
    throw .missing(path(of: name))
  }

  /// A string.
  func string(_ name: String) throws(Refusal) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.text else {
      throw .mistyped(path(of: name), wants: "a string", got: value)
    }
    return text
  }

  /// A string that must be one of several values.
  func string(_ name: String, among choices: [String]) throws(Refusal) -> String? {
    guard let text = try string(name) else { return nil }
    guard choices.contains(text) else {
      throw .invalid(path(of: name), "'\(text)' is not one of \(choices).")
    }
    return text
  }

  /// A boolean.
  func boolean(_ name: String) throws(Refusal) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .bool(let flag) = value else {
      throw .mistyped(path(of: name), wants: "a boolean", got: value)
    }
    return flag
  }

  /// A number within limits.
  func number(_ name: String, in bounds: ClosedRange<Double>) throws(Refusal) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.double else {
      throw .mistyped(path(of: name), wants: "a number", got: value)
    }
    guard bounds.contains(number) else {
      throw .invalid(path(of: name), "must be from \(bounds.lowerBound) to \(bounds.upperBound).")
    }
    return number
  }

  /// An integer within limits.
  func integer(_ name: String, in bounds: ClosedRange<Int>) throws(Refusal) -> Int? {
    guard let value = value(name) else { return nil }
    guard let number = value.integer else {
      throw .mistyped(path(of: name), wants: "an integer", got: value)
    }
    guard bounds.contains(number) else {
      throw .invalid(path(of: name), "must be from \(bounds.lowerBound) to \(bounds.upperBound).")
    }
    return number
  }

  /// The members of an object.
  func fields(_ name: String) throws(Refusal) -> Fields? {
    guard let value = value(name) else { return nil }
    return try Fields(value, at: path(of: name))
  }

  /// The elements of an array.
  func list(_ name: String) throws(Refusal) -> [JSONValue]? {
    guard let value = value(name) else { return nil }
    guard let elements = value.elements else {
      throw .mistyped(path(of: name), wants: "an array", got: value)
    }
    return elements
  }

  /// The elements of an array of objects.
  func objects(_ name: String) throws(Refusal) -> [Fields]? {
    guard let elements = try list(name) else { return nil }
    var objects: [Fields] = []
    for (index, element) in elements.enumerated() {
      objects.append(try Fields(element, at: "\(path(of: name))[\(index)]"))
    }
    return objects
  }
}

extension Refusal {
  /// A field with the wrong type.
  static func mistyped(_ path: String, wants kind: String, got value: JSONValue) -> Refusal {
    let found =
      switch value {
      case .null, .raw: "null"
      case .bool: "a boolean"
      case .number: "a number"
      case .string: "a string"
      case .array: "an array"
      case .object: "an object"
      }
    return Refusal(
      message: "Invalid type for '\(path)': expected \(kind), but got \(found) instead.",
      param: path, code: "invalid_type")
  }

  /// A required field is missing.
  static func missing(_ path: String) -> Refusal {
    Refusal(
      message: "Missing required parameter: '\(path)'.", param: path,
      code: "missing_required_parameter")
  }

  /// A field with an invalid value.
  static func invalid(_ path: String, _ reason: String) -> Refusal {
    Refusal(message: "Invalid value for '\(path)': \(reason)", param: path, code: "invalid_value")
  }
}
