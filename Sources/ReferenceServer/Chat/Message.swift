/// One message of the conversation so far.
struct Message: Sendable, Equatable {
  /// Who may speak.
  enum Role: String, CaseIterable, Sendable {
    /// Whoever runs the model.
    case system, developer
    /// The person or program that asks.
    case user
    /// The model.
    case assistant
    /// A tool that the assistant called.
    case tool
  }

  /// Who speaks.
  var role: Role
  /// Everything said in text.
  var text: String
  /// What an assistant thought, as clients hand it back under either name.
  var reasoning = ""
  /// The calls that an assistant made.
  var calls: [Call] = []
  /// The call that a tool answers.
  var callID: String?
}

extension Message {
  /// Reads a message, refusing what is not one.
  init(_ fields: Fields) throws(Refusal) {
    let name = try fields.required(
      fields.string("role", among: Role.allCases.map(\.rawValue)), "role")
    role = Role(rawValue: name) ?? .user
    _ = try fields.string("name")
    text = try Self.text(of: fields) ?? ""
    guard role == .assistant || fields.value("content") != nil else {
      throw .missing(fields.path(of: "content"))
    }
    if role == .tool {
      callID = try fields.required(fields.string("tool_call_id"), "tool_call_id")
    }
    guard role == .assistant else { return }
    let thoughts = try fields.string("reasoning_content")
    let others = try fields.string("reasoning")
    reasoning = thoughts ?? others ?? ""
    for call in try fields.objects("tool_calls") ?? [] { calls.append(try Call(call)) }
    // What was cut in its reasoning is an answer of our own.
    guard fields.value("content") != nil || !calls.isEmpty || !reasoning.isEmpty else {
      throw .missing(fields.path(of: "content"))
    }
  }

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
  /// Reads a call that the client hands back.
  fileprivate init(_ fields: Fields) throws(Refusal) {
    id = try fields.required(fields.string("id"), "id")
    _ = try fields.required(fields.string("type", among: ["function"]), "type")
    let function = try fields.required(fields.fields("function"), "function")
    name = try function.required(function.string("name"), "name")
    arguments = .string(try function.required(function.string("arguments"), "arguments"))
  }
}
