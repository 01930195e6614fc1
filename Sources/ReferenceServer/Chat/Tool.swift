/// A tool on offer.
struct Tool: Sendable, Equatable {
  /// The function's name.
  var name: String
  /// The JSON schema of its arguments.
  var parameters: JSONValue
}

extension Tool {
  /// Reads a tool, refusing what is not one.
  init(_ fields: Fields) throws(Refusal) {
    _ = try fields.required(fields.string("type", among: ["function"]), "type")
    let function = try fields.required(fields.fields("function"), "function")
    name = try function.required(function.string("name"), "name")
    let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
    guard isName, (1...64).contains(name.utf8.count) else {
      throw .invalid(function.path(of: "name"), "does not match '^[a-zA-Z0-9_-]{1,64}$'.")
    }
    _ = try function.string("description")
    _ = try function.boolean("strict")
    _ = try function.fields("parameters")
    parameters = function.value("parameters") ?? [:]
  }
}

/// Which tools the model may or must call.
enum ToolChoice: Sendable, Equatable {
  case none, auto, required
  case named(String)
}

extension ToolChoice {
  /// Reads the choice from a request that offers these tools.
  init(_ fields: Fields, offering tools: [Tool]) throws(Refusal) {
    let spelt = fields.value("tool_choice")
    if spelt == nil || spelt?.text != nil {
      let word = try fields.string("tool_choice", among: ["none", "auto", "required"])
      self = word == "required" ? .required : word == "none" ? .none : .auto
    } else {
      let choice = try fields.required(fields.fields("tool_choice"), "tool_choice")
      _ = try choice.required(choice.string("type", among: ["function"]), "type")
      let function = try choice.required(choice.fields("function"), "function")
      let name = try function.required(function.string("name"), "name")
      guard tools.contains(where: { $0.name == name }) else {
        throw .invalid("tool_choice", "tool '\(name)' not found in 'tools' parameter.")
      }
      self = .named(name)
    }
    if self == .required && tools.isEmpty {
      throw .invalid("tool_choice", "it is only allowed when 'tools' are specified.")
    }
  }
}
