/// One message of the conversation.
struct Message: Sendable, Equatable {
  /// The role of a message.
  enum Role: String, CaseIterable, Sendable {
    /// The operator of the model.
    case system, developer
    /// The person or program that uses the model.
    case user
    /// The model.
    case assistant
    /// A tool that the assistant called.
    case tool
  }

  /// The role.
  var role: Role
  /// The text; text parts are joined.
  var text: String
  /// The reasoning of an assistant message, under either of its field names.
  var reasoning = ""
  /// The calls of an assistant message.
  var calls: [Call] = []
  /// The id of the call to which a tool result belongs.
  var callID: String?
}

extension Message {
  /// Parses a message; throws a refusal if it is not valid.
  init(_ fields: Fields) throws(Refusal) {
    let name = try fields.required(
      fields.string("role", among: Role.allCases.map(\.rawValue)), "role")
    role = Role(rawValue: name) ?? .user
    _ = try fields.string("name")
    text = try Self.text(of: fields) ?? ""
    // Only an assistant may send null, because it may send calls instead.
    guard role == .assistant || fields.value("content") != nil else {
      throw .missing(fields.path(of: "content"))
    }
    if role == .tool {
      callID = try fields.required(fields.string("tool_call_id"), "tool_call_id")
    }
    guard role == .assistant else { return }
    // Servers use both names.
    let newer = try fields.string("reasoning_content")
    let older = try fields.string("reasoning")
    reasoning = newer ?? older ?? ""
    for call in try fields.objects("tool_calls") ?? [] { calls.append(try Call(call)) }
    // An answer that was truncated in its reasoning has neither content nor calls.
    guard fields.value("content") != nil || !calls.isEmpty || !reasoning.isEmpty else {
      throw .missing(fields.path(of: "content"))
    }
  }

  /// The content of a message as text; parts of other kinds are ignored.
  private static func text(of fields: Fields) throws(Refusal) -> String? {
    guard fields.value("content")?.elements != nil else { return try fields.string("content") }
    var texts: [String] = []
    for part in try fields.objects("content") ?? [] {
      let kinds = ["text", "refusal", "image_url", "input_audio", "file"]
      let kind = try part.required(part.string("type", among: kinds), "type")
      guard kind == "text" || kind == "refusal" else { continue }
      texts.append(try part.required(part.string(kind), kind))
    }
    return texts.joined(separator: "\n")
  }
}

extension Call {
  /// Parses a call of the history.
  fileprivate init(_ fields: Fields) throws(Refusal) {
    id = try fields.required(fields.string("id"), "id")
    _ = try fields.required(fields.string("type", among: ["function"]), "type")
    let function = try fields.required(fields.fields("function"), "function")
    name = try function.required(function.string("name"), "name")
    arguments = .string(try function.required(function.string("arguments"), "arguments"))
  }
}
