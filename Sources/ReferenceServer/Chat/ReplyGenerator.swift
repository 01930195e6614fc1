/// Generates the answers of the mock model: the same answer for the same request, except for ids.
struct ReplyGenerator {
  /// The request to answer.
  let request: ChatRequest
  /// The source of the ids of calls.
  let identity: Identity

  /// The answer for one choice of the completion.
  func answer(choice: Int) -> Answer {
    // After a tool result, the model answers instead of making another call.
    var answer = request.followsTool ? textAnswer(toolResults) : calls(choice) ?? textAnswer(reply)
    if request.reasonsEndlessly {
      let loop = [String](repeating: "Wait, let me think again.", count: request.maximumTokens)
      answer = Answer(reasoning: loop.joined(separator: " "), finish: "length")
    }
    // Before the limit, because reasoning uses tokens as well.
    if !request.usesReasoning { answer.reasoning = nil }
    return answer.limited(to: request.maximumTokens)
  }

  /// A text in the response format of the request.
  private func textAnswer(_ text: String) -> Answer {
    let text =
      switch request.format {
      case .text: text
      case .object: JSONValue.object([.init(name: "answer", value: .string(text))]).compact
      case .schema(let schema):
        SchemaSampler.value(for: schema, PromptHints(request.lastUserText)).compact
      }
    return Answer(
      reasoning: "The user wants an answer in words.", content: stopped(text), finish: "stop")
  }

  /// The text up to the first stop string.
  private func stopped(_ text: String) -> String {
    // Bytes, because `String` treats different code points as equal.
    let bytes = Array(text.utf8)
    let ends = request.stop.compactMap { bytes.firstRange(of: Array($0.utf8))?.lowerBound }
    return ends.min().map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? text
  }

  /// The calls that the prompt or `tool_choice` asks for, if any.
  private func calls(_ choice: Int) -> Answer? {
    let hints = PromptHints(request.lastUserText)
    let mentioned = request.tools.compactMap { tool in
      hints.mention(of: tool.name).map { (place: $0, tool: tool) }
    }.sorted { $0.place < $1.place }.map(\.tool)
    var chosen: [Tool] =
      switch request.toolChoice {
      case .none: []
      case .auto: hints.forbidsCalls ? [] : mentioned
      // The model must call a tool, even if the prompt mentions none.
      case .required: mentioned.isEmpty ? Array(request.tools.prefix(1)) : mentioned
      case .named(let name): Array(request.tools.filter { $0.name == name }.prefix(1))
      }
    if !request.callsInParallel { chosen = Array(chosen.prefix(1)) }
    guard !chosen.isEmpty else { return nil }
    var requested = chosen.map { (tool: $0, hints: hints) }
    // One tool with different values, as in "… and once more for Geneva".
    if request.callsInParallel, chosen.count == 1,
      let parts = PromptHints.repeatsCall(request.lastUserText)
    {
      requested = parts.map { (tool: chosen[0], hints: $0) }
    }
    let calls = zip(0..., requested).map { index, call in
      Call(
        id: identity.call(index, ofChoice: choice), name: call.tool.name,
        arguments: .string(Self.arguments(for: call.tool, call.hints)))
    }
    let names = chosen.map(\.name).joined(separator: " and ")
    let text = hints.announcesText ? hints.quotes.first : nil
    return Answer(
      reasoning: "The user wants \(names) called.", content: text, calls: calls,
      finish: "tool_calls")
  }

  /// Arguments for a tool; parameters without a type are an object.
  private static func arguments(for tool: Tool, _ hints: PromptHints) -> String {
    var schema = tool.parameters
    if !schema.has("type") { schema["type"] = "object" }
    return SchemaSampler.value(for: schema, hints).compact
  }

  /// A sentence for each result at the end of the conversation.
  private var toolResults: String {
    let results = request.messages.reversed().prefix { $0.role == .tool }.reversed()
    let calls = request.messages.flatMap(\.calls)
    return results.map { result in
      let call = calls.last { $0.id == result.callID }
      let name =
        (call?.name ?? "tool") + " result" + (results.count > 1 ? Self.subject(of: call) : "")
      let phrases =
        (try? JSONReader.read(Array(result.text.utf8))).map { Self.phrases(for: $0) } ?? []
      let content = phrases.isEmpty ? "\"\(result.text)\"" : phrases.joined(separator: ", ")
      return "The \(name): \(content)."
    }.joined(separator: " ")
  }

  /// The subject of a call, which distinguishes several results.
  private static func subject(of call: Call?) -> String {
    let arguments = (call?.arguments.text).flatMap { try? JSONReader.read(Array($0.utf8)) }
    return arguments?.members?.first?.value.text.map { " for \($0)" } ?? ""
  }

  /// Each scalar of a document, after the names of the members that contain it.
  private static func phrases(for value: JSONValue, path: String = "") -> [String] {
    switch value {
    case .object(let members):
      return members.flatMap { phrases(for: $0.value, path: path + words($0.name) + " ") }
    case .array(let elements): return elements.flatMap { phrases(for: $0, path: path) }
    default:
      let scalar = value.text ?? value.compact
      // A member such as `temp_c` contains degrees Celsius.
      let isCelsius = path.hasSuffix(" c ") && value.double != nil
      return [isCelsius ? "\(path.dropLast(2))\(scalar) °C" : path + scalar]
    }
  }

  private static func words(_ name: String) -> String {
    String(name.map { $0 == "_" ? " " : $0 })
  }

  /// The text of an answer without tools.
  private var reply: String {
    let text = request.lastUserText
    // A quotation first, because cases with exact texts use quotations.
    if let quote = PromptHints.quotes(in: text).last ?? earlierQuote { return quote }
    let hints = PromptHints(text)
    if let target = hints.countTarget {
      return (1...target).map(String.init).joined(separator: ", ") + "."
    }
    if let count = hints.textLength {
      let refrain = ["once", "there", "was", "a", "small", "server", "that", "kept", "its", "word"]
      return (0..<count).map { refrain[$0 % refrain.count] }.joined(separator: " ") + "."
    }
    return "Hello! I am the reference model, and I am glad to help."
  }

  /// The latest quotation before the last message, or of a tool description, such as a code word.
  private var earlierQuote: String? {
    let before = request.messages.dropLast().reversed().lazy
    return before.compactMap { PromptHints.quotes(in: $0.text).last }.first
      ?? request.tools.lazy.compactMap { PromptHints.quotes(in: $0.about).last }.first
  }
}
