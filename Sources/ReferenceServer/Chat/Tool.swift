/// An offered tool.
struct Tool: Sendable, Equatable {
  /// The name of the function.
  var name: String
  /// The description of the function.
  var about = ""
  /// The JSON schema of its arguments.
  var parameters: JSONValue

  /// The number of prompt tokens that the tool uses.
  var tokens: Int {
    8 + (name.utf8.count + about.utf8.count + parameters.compact.utf8.count) / 4
  }
}

extension Tool {
  /// Parses a tool; throws a refusal if it is not valid.
  init(_ fields: Fields) throws(Refusal) {
    _ = try fields.required(fields.string("type", among: ["function"]), "type")
    let function = try fields.required(fields.fields("function"), "function")
    name = try function.required(function.string("name"), "name")
    let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    guard isName, (1...64).contains(name.utf8.count) else {
      throw .invalid(function.path(of: "name"), "does not match '^[a-zA-Z0-9_-]{1,64}$'.")
    }
    about = try function.string("description") ?? ""
    // Only the types of these fields are checked.
    _ = try function.boolean("strict")
    _ = try function.fields("parameters")
    parameters = function.value("parameters") ?? [:]
  }
}
