/// A request for a chat completion, found to be in order.
struct ChatRequest: Sendable, Equatable {
  /// The shape that words must have.
  enum Format: Sendable, Equatable {
    /// Any words.
    case text
    /// Any JSON object.
    case object
    /// JSON that fits a schema.
    case schema(JSONValue)
  }

  /// The conversation so far.
  var messages: [Message]
  /// The tools on offer.
  var tools: [Tool]
  /// Which of them to call.
  var toolChoice: ToolChoice
  /// Whether several may be called at once.
  var callsInParallel: Bool
  /// Whether to answer with a stream.
  var stream: Bool
  /// Whether a stream ends with a chunk of usage.
  var includesUsage: Bool
  /// How many tokens each choice may have.
  var maximumTokens: Int
  /// What words must not contain.
  var stop: [String]
  /// How freely words are chosen, if that is said.
  var temperature: Double?
  /// How many answers to give.
  var choices: Int
  /// The shape of the words.
  var format: Format
  /// Whether to think first.
  var reasons: Bool
  /// Whether the reasoning continues until the token limit.
  var reasonsEndlessly = false
  /// The tokens of the longest choice; 0 until the answer is generated.
  var answerTokens = 0
  /// Whether the client can decompress.
  var acceptsGzip = false
  /// The names of all fields, also of those that are not looked at.
  var fields: Set<String>
  /// How many likely tokens to tell for each; nil tells nothing.
  var logprobs: Int?

  /// Whether a tool has just answered.
  var followsTool: Bool { messages.last?.role == .tool }

  /// What the user said last.
  var lastUserText: String { messages.last { $0.role == .user }?.text ?? "" }

  /// How many tokens the prompt has: the tools, and the messages with the calls in them.
  var promptTokens: Int {
    let offered = tools.reduce(0) { $0 + $1.tokens }
    return messages.reduce(offered) { sum, message in
      let arguments = message.calls.reduce(0) { $0 + 4 + ($1.arguments.text ?? "").utf8.count / 4 }
      return sum + 4 + (message.text.utf8.count + message.reasoning.utf8.count) / 4 + arguments
    }
  }
}

extension ChatRequest {
  /// The most tokens of an answer, whatever is asked for.
  static let maxTokens = 16_384

  /// Reads the body of a request, refusing what is not in order.
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
    messages = try Self.messages(in: fields)
    tools = []
    for tool in try fields.objects("tools") ?? [] { tools.append(try Tool(tool)) }
    toolChoice = try ToolChoice(fields, offering: tools)
    callsInParallel = try fields.boolean("parallel_tool_calls") ?? true
    stream = try fields.boolean("stream") ?? false
    includesUsage = try fields.fields("stream_options")?.boolean("include_usage") ?? false
    let older = try fields.integer("max_tokens", in: 1...Int.max)
    let newer = try fields.integer("max_completion_tokens", in: 1...Int.max)
    maximumTokens = min(newer ?? older ?? .max, Self.maxTokens)
    stop = try Self.stop(in: fields)
    choices = try fields.integer("n", in: 1...4) ?? 1
    format = try Self.format(in: fields)
    let template = try fields.fields("chat_template_kwargs")
    let thinks = try template?.boolean("enable_thinking") ?? true
    let efforts = ["none", "minimal", "low", "medium", "high", "xhigh"]
    reasons = try fields.string("reasoning_effort", among: efforts) != "none" && thinks
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

  private static func checkSampling(_ fields: Fields) throws(Refusal) {
    _ = try fields.number("top_p", in: 0...1)
    _ = try fields.number("presence_penalty", in: -2...2)
    _ = try fields.number("frequency_penalty", in: -2...2)
    _ = try fields.integer("seed", in: Int.min...Int.max)
    _ = try fields.string("user")
  }
}
