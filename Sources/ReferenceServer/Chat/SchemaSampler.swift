/// Makes a value that is valid against a JSON schema, with texts and numbers of the prompt if valid.
struct SchemaSampler {
  private let root: JSONValue
  private let hints: PromptHints
  /// The quotations of the prompt that no value contains yet.
  private var quotes: [String]
  private var names: [String]
  private var numbers: [Double]
  private var depth = 0
  /// The number of values so far, which limits wide schemas.
  private var size = 0

  /// The value for a schema, according to the prompt.
  static func value(for schema: JSONValue, _ hints: PromptHints) -> JSONValue {
    var sampler = SchemaSampler(root: schema, hints: hints)
    return sampler.value(schema, name: "")
  }

  private init(root: JSONValue, hints: PromptHints) {
    self.root = root
    self.hints = hints
    quotes = hints.quotes
    names = hints.names
    numbers = hints.numbers
  }

  /// A value for a schema; the name of its property selects a text of the prompt.
  private mutating func value(_ given: JSONValue, name: String) -> JSONValue {
    let schema = resolved(given)
    depth += 1
    size += 1
    defer { depth -= 1 }
    // Schemas may refer to themselves.
    guard depth <= 16, size <= 500 else { return .null }
    if schema.has("const") { return schema["const"] }
    if let options = schema["enum"].elements, let first = options.first {
      return mentioned(among: options) ?? first
    }
    switch Self.type(of: schema) {
    case "object": return object(schema)
    case "array": return array(schema, name: name)
    case "null": return .null
    case "boolean": return .bool(hints.mention(of: "false") == nil)
    case "integer": return number(schema, isInteger: true)
    case "number": return number(schema, isInteger: false)
    default: return .string(string(schema, name: name))
    }
  }

  /// Follows references, takes the first of several alternatives, and merges `allOf`.
  private func resolved(_ given: JSONValue) -> JSONValue {
    var schema = given
    // References may lead to other references; a cycle ends after 16 steps.
    for _ in 0..<16 {
      if let reference = schema["$ref"].text {
        schema = target(of: reference)
      } else if let branch = (schema["anyOf"].elements ?? schema["oneOf"].elements)?.first {
        schema.remove("anyOf")
        schema.remove("oneOf")
        // The rest of the schema applies to the alternative as well.
        schema = merged(schema, branch)
      } else if let parts = schema["allOf"].elements {
        schema.remove("allOf")
        for var part in parts {
          // A reference must be followed before it can be merged.
          if let reference = part["$ref"].text { part = target(of: reference) }
          part.remove("allOf")
          schema = merged(schema, part)
        }
      } else {
        break
      }
    }
    return schema
  }

  /// A schema with the members of another; objects and arrays are joined.
  private func merged(_ schema: JSONValue, _ other: JSONValue) -> JSONValue {
    var result = schema
    for member in other.members ?? [] {
      switch (result[member.name], member.value) {
      case (.object(let old), .object(let new)): result[member.name] = .object(old + new)
      case (.array(let old), .array(let new)): result[member.name] = .array(old + new)
      default: result[member.name] = member.value
      }
    }
    return result
  }

  /// The schema at a local reference; any other reference allows every value.
  private func target(of reference: String) -> JSONValue {
    guard reference.hasPrefix("#") else { return [:] }
    return reference.dropFirst().split(separator: "/").reduce(root) { $0[String($1)] }
  }

  /// The type of a schema; of several types, the first that is not null.
  private static func type(of schema: JSONValue) -> String {
    if let name = schema["type"].text { return name }
    if let names = schema["type"].elements?.compactMap(\.text) {
      return names.first { $0 != "null" } ?? "null"
    }
    if schema.has("properties") { return "object" }
    return schema.has("items") ? "array" : "string"
  }

  /// The option that the prompt mentions first.
  private func mentioned(among options: [JSONValue]) -> JSONValue? {
    options.compactMap { option in
      hints.mention(of: option.text ?? option.compact).map { (place: $0, option: option) }
    }.min { $0.place < $1.place }?.option
  }

  /// An object with its required properties, and the optional ones that the prompt mentions.
  private mutating func object(_ schema: JSONValue) -> JSONValue {
    let required = schema["required"].elements?.compactMap(\.text) ?? []
    var object: JSONValue = [:]
    for property in schema["properties"].members ?? [] {
      guard required.contains(property.name) || isMentioned(property) else { continue }
      object[property.name] = value(property.value, name: property.name)
    }
    for name in required where !object.has(name) && size <= 500 {
      object[name] = value([:], name: name)
    }
    return object
  }

  private func isMentioned(_ property: JSONValue.Member) -> Bool {
    let options = resolved(property.value)["enum"].elements ?? []
    return hints.mention(of: property.name) != nil || mentioned(among: options) != nil
  }

  /// An array with as few elements as possible, but at least one if allowed.
  private mutating func array(_ schema: JSONValue, name: String) -> JSONValue {
    let limit = max(0, schema["maxItems"].integer ?? 64)
    let count = min(max(1, schema["minItems"].integer ?? 1), limit, 64)
    return .array((0..<count).map { _ in value(schema["items"], name: name) })
  }

  /// The first unused number of the prompt that is valid, or another valid number.
  private mutating func number(_ schema: JSONValue, isInteger: Bool) -> JSONValue {
    if schema.has("default") { return schema["default"] }
    let lowest =
      schema["minimum"].double ?? schema["exclusiveMinimum"].double.map { $0.rounded(.down) + 1 }
    let highest =
      schema["maximum"].double ?? schema["exclusiveMaximum"].double.map { $0.rounded(.up) - 1 }
    let fits = { (number: Double) in
      number >= lowest ?? number && number <= highest ?? number
        && (!isInteger || number == number.rounded())
    }
    let index = numbers.firstIndex(where: fits)
    let step = schema["multipleOf"].double ?? 1
    let fallback = fits(1) ? step : lowest.map { ($0 / step).rounded(.up) * step } ?? highest ?? 1
    let number = index.map { numbers.remove(at: $0) } ?? fallback
    // A whole number is written without a decimal point.
    return Int(exactly: number).map(JSONValue.int) ?? .number(number.isFinite ? "\(number)" : "1")
  }

  /// The default, an example of the format, or a text of the prompt in the allowed length.
  private mutating func string(_ schema: JSONValue, name: String) -> String {
    if let text = schema["default"].text { return text }
    switch schema["format"].text {
    case "date": return "2026-11-21"
    case "date-time": return "2026-11-21T12:00:00Z"
    case "time": return "12:00:00Z"
    case "email": return "someone@example.com"
    case "uuid": return "123e4567-e89b-42d3-a456-426614174000"
    case "uri", "url": return "https://example.com/"
    default: break
    }
    var text = text(for: name)
    let longest = max(0, schema["maxLength"].integer ?? .max)
    let shortest = min(schema["minLength"].integer ?? 0, 1000)
    while text.unicodeScalars.count < shortest { text += "x" }
    if text.unicodeScalars.count > longest {
      text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest)))
    }
    return text
  }

  /// A name for a property that names a place, otherwise a quotation, a name, or any word.
  private mutating func text(for property: String) -> String {
    let places = ["location", "city", "place", "town", "country", "origin", "destination", "name"]
    let wantsName = places.contains { property.lowercased().contains($0) }
    if wantsName, let name = names.first ?? quotes.first {
      // The last name stays, for further properties.
      if names.count > 1 { names.removeFirst() }
      return name
    }
    if let quote = quotes.first {
      if quotes.count > 1 { quotes.removeFirst() }
      return quote
    }
    return names.first ?? "example"
  }
}
