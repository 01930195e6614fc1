/// A valid request for a chat completion.
struct ChatRequest: Sendable, Equatable {
  /// The response format.
  enum Format: Sendable, Equatable {
    /// Any text.
    case text
    /// Any JSON object.
    case object
    /// JSON that is valid against a schema.
    case schema(JSONValue)
  }

  /// The conversation.
  var messages: [Message]
  /// The offered tools.
  var tools: [Tool]
  /// Which tools to call.
  var toolChoice: ToolChoice
  /// Whether one answer may have several calls.
  var callsInParallel: Bool
  /// Whether the answer is streamed.
  var stream: Bool
  /// Whether a stream ends with a chunk that contains the usage.
  var includesUsage: Bool
  /// The maximum number of tokens of each choice.
  var maximumTokens: Int
  /// The stop strings.
  var stop: [String]
  /// The sampling temperature, if given.
  var temperature: Double?
  /// The number of choices.
  var choices: Int
  /// The response format.
  var format: Format
  /// Whether the answer begins with reasoning.
  var usesReasoning: Bool
  /// Whether the reasoning continues until the token limit.
  var reasonsEndlessly = false
  /// The tokens of the longest choice; 0 until the answer is generated.
  var answerTokens = 0
  /// Whether the client can decompress.
  var acceptsGzip = false
  /// The body of the request.
  let body: [UInt8]
  /// The names of all fields of the body, including unknown fields.
  var fields: Set<String>
  /// The number of alternatives for each token; nil if no log probabilities are requested.
  var logprobs: Int?

  /// Whether the last message is a tool result.
  var followsTool: Bool { messages.last?.role == .tool }

  /// The text of the last user message.
  var lastUserText: String { messages.last { $0.role == .user }?.text ?? "" }

  /// The number of prompt tokens: the tools, and the messages with their calls.
  var promptTokens: Int {
    // A token is about four bytes; each message and each call adds four tokens.
    let offered = tools.reduce(0) { $0 + $1.tokens }
    return messages.reduce(offered) { sum, message in
      let arguments = message.calls.reduce(0) { $0 + 4 + ($1.arguments.text ?? "").utf8.count / 4 }
      return sum + 4 + (message.text.utf8.count + message.reasoning.utf8.count) / 4 + arguments
    }
  }
}

extension ChatRequest {
  /// The maximum number of tokens of an answer, even if more are requested.
  static let maxTokens = 16_384

  /// Parses the body of a request; throws a refusal if it is not valid.
  init(_ body: [UInt8]) throws(Refusal) {
    let document: JSONValue
    do {
      document = try JSONReader.read(body)
    } catch {
      throw Refusal(
        message: "We could not parse the JSON body of your request: "
          + "\(error.reason) at byte \(error.offset).")
    }
    let fields = try Fields(document)
    let model = try fields.required(fields.string("model"), "model")
    guard model == Completion.model else {
      throw Refusal(
        status: 404,
        message: "The model `\(model)` does not exist or you do not have access to it.",
        param: "model", code: "model_not_found")
    }
    self.body = body
    messages = try Self.messages(in: fields)
    tools = []
    for tool in try fields.objects("tools") ?? [] { tools.append(try Tool(tool)) }
    toolChoice = try ToolChoice(fields, offering: tools)
    callsInParallel = try fields.boolean("parallel_tool_calls") ?? true
    stream = try fields.boolean("stream") ?? false
    includesUsage = try fields.fields("stream_options")?.boolean("include_usage") ?? false
    // OpenAI renamed the field; if both are given, the newer one applies.
    let older = try fields.integer("max_tokens", in: 1...Int.max)
    let newer = try fields.integer("max_completion_tokens", in: 1...Int.max)
    maximumTokens = min(newer ?? older ?? .max, Self.maxTokens)
    stop = try Self.stop(in: fields)
    choices = try fields.integer("n", in: 1...4) ?? 1
    format = try Self.format(in: fields)
    let template = try fields.fields("chat_template_kwargs")
    let thinks = try template?.boolean("enable_thinking") ?? true
    let efforts = ["none", "minimal", "low", "medium", "high", "xhigh"]
    usesReasoning = try fields.string("reasoning_effort", among: efforts) != "none" && thinks
    // Only checked, because it does not change the answer.
    _ = try fields.string("verbosity", among: ["low", "medium", "high"])
    self.fields = Set((document.members ?? []).map(\.name))
    let alternatives = try fields.integer("top_logprobs", in: 0...20) ?? 0
    logprobs = try fields.boolean("logprobs") == true ? alternatives : nil
    temperature = try fields.number("temperature", in: 0...2)
    try Self.checkSampling(fields)
    guard promptTokens < Completion.window else {
      throw Refusal(
        message: "This model's maximum context length is \(Completion.window) tokens. However, "
          + "your messages resulted in \(promptTokens) tokens.",
        param: "messages", code: "context_length_exceeded")
    }
    maximumTokens = min(maximumTokens, Completion.window - promptTokens)
  }

  /// The messages; each tool result must belong to an earlier call.
  private static func messages(in fields: Fields) throws(Refusal) -> [Message] {
    var messages: [Message] = []
    var callIDs: Set<String> = []
    let list = try fields.required(fields.objects("messages"), "messages")
    guard !list.isEmpty else {
      throw Refusal(
        message: "Invalid 'messages': empty array. Expected an array with minimum length 1, "
          + "but got an empty array instead.", param: "messages", code: "empty_array")
    }
    for (index, fields) in list.enumerated() {
      let message = try Message(fields)
      callIDs.formUnion(message.calls.compactMap(\.id))
      if let id = message.callID, !callIDs.contains(id) {
        throw Refusal(
          message: "Invalid parameter: messages with role 'tool' must be a response to a "
            + "preceeding message with 'tool_calls'.", param: "messages[\(index)].role")
      }
      messages.append(message)
    }
    return messages
  }

  /// The stop strings: one string or a list, without empty strings.
  private static func stop(in fields: Fields) throws(Refusal) -> [String] {
    guard fields.value("stop")?.elements != nil else {
      return try fields.string("stop").map { [$0] }?.filter { !$0.isEmpty } ?? []
    }
    var stops: [String] = []
    for stop in try fields.list("stop") ?? [] {
      guard let text = stop.text else { throw .mistyped("stop", wants: "a string", got: stop) }
      if !text.isEmpty { stops.append(text) }
    }
    guard stops.count <= 4 else { throw .invalid("stop", "at most 4 strings are allowed.") }
    return stops
  }

  /// The response format; a schema requires a name, which is not used.
  private static func format(in fields: Fields) throws(Refusal) -> Format {
    guard let format = try fields.fields("response_format") else { return .text }
    let kinds = ["text", "json_object", "json_schema"]
    switch try format.required(format.string("type", among: kinds), "type") {
    case "json_object": return .object
    case "json_schema":
      let wrapper = try format.required(format.fields("json_schema"), "json_schema")
      _ = try wrapper.required(wrapper.string("name"), "name")
      _ = try wrapper.fields("schema")
      return .schema(wrapper.value("schema") ?? [:])
    default: return .text
    }
  }

  /// Checks fields that do not change the answer, because the model is deterministic.
  private static func checkSampling(_ fields: Fields) throws(Refusal) {
    _ = try fields.number("top_p", in: 0...1)
    _ = try fields.number("presence_penalty", in: -2...2)
    _ = try fields.number("frequency_penalty", in: -2...2)
    _ = try fields.integer("seed", in: Int.min...Int.max)
    _ = try fields.string("user")
  }
}
