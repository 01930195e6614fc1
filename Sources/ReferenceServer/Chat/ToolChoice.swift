/// Which tools the model may or must call.
enum ToolChoice: Sendable, Equatable {
  /// No tool.
  case none
  /// Whatever suits.
  case auto
  /// At least one.
  case required
  /// The tool of that name.
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
