/// Which tools the model may or must call.
enum ToolChoice: Sendable, Equatable {
  /// No tool.
  case none
  /// The model decides.
  case auto
  /// At least one tool.
  case required
  /// The tool with that name.
  case named(String)
}

extension ToolChoice {
  /// Parses the choice of a request that offers these tools.
  init(_ fields: Fields, offering tools: [Tool]) throws(Refusal) {
    let value = fields.value("tool_choice")
    if value == nil || value?.text != nil {
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
      throw .invalid("tool_choice", "only allowed when 'tools' are specified.")
    }
  }
}
