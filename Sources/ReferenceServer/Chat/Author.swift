/// Decides what the model says: the same for the same request, ids apart.
struct Author {
  /// What is to be answered.
  let request: ChatRequest
  /// Where the ids of calls come from.
  let identity: Identity

  /// The answer that is one choice of the completion.
  func answer(choice: Int) -> Answer {
    var answer = request.followsTool ? inWords(toolResults) : calling(choice) ?? inWords(reply)
    if request.rambles {
      let doubts = [String](repeating: "Wait, let me think again.", count: request.maximumTokens)
      answer = Answer(reasoning: doubts.joined(separator: " "), finish: "length")
    }
    if !request.reasons { answer.reasoning = nil }
    return answer.limited(to: request.maximumTokens)
  }

  private func inWords(_ text: String) -> Answer {
    let text =
      switch request.format {
      case .text: text
      case .object: JSONValue.object([.init(name: "answer", value: .string(text))]).compact
      case .schema(let schema): Specimen.fitting(schema, Wording(request.lastUserText)).compact
      }
    return Answer(
      reasoning: "The user wants an answer in words.", content: stopped(text), finish: "stop")
  }

  /// The text up to the first stop string.
  private func stopped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let ends = request.stop.compactMap { bytes.firstRange(of: Array($0.utf8))?.lowerBound }
    return ends.min().map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? text
  }

  private func calling(_ choice: Int) -> Answer? {
    let wording = Wording(request.lastUserText)
    let mentioned = request.tools.compactMap { tool in
      wording.mention(of: tool.name).map { (place: $0, tool: tool) }
    }.sorted { $0.place < $1.place }.map(\.tool)
    var chosen: [Tool] =
      switch request.toolChoice {
      case .none: []
      case .auto: wording.mention(of: "call no tool") == nil ? mentioned : []
      case .required: mentioned.isEmpty ? Array(request.tools.prefix(1)) : mentioned
      case .named(let name): Array(request.tools.filter { $0.name == name }.prefix(1))
      }
    if !request.callsInParallel { chosen = Array(chosen.prefix(1)) }
    guard !chosen.isEmpty else { return nil }
    var due = chosen.map { (tool: $0, wording: wording) }
    // "… for Zurich and once more for Geneva" are two calls of one tool.
    if request.callsInParallel, chosen.count == 1,
      let parts = request.lastUserText.firstRange(of: " once more")
    {
      due = [request.lastUserText[..<parts.lowerBound], request.lastUserText[parts.upperBound...]]
        .map { (tool: chosen[0], wording: Wording(String($0))) }
    }
    let calls = zip(0..., due).map { index, call in
      Call(
        id: identity.call(index, ofChoice: choice), name: call.tool.name,
        arguments: .string(Self.arguments(for: call.tool, call.wording)))
    }
    let names = chosen.map(\.name).joined(separator: " and ")
    // "First say … and then call" are words before the call.
    let words = wording.mention(of: "first say") == nil ? nil : wording.quotes.first
    return Answer(
      reasoning: "The user wants \(names) called.", content: words, calls: calls,
      finish: "tool_calls")
  }

  private static func arguments(for tool: Tool, _ wording: Wording) -> String {
    var schema = tool.parameters
    if !schema.has("type") { schema["type"] = "object" }
    return Specimen.fitting(schema, wording).compact
  }

  /// A sentence for each result at the end of the conversation.
  private var toolResults: String {
    let results = request.messages.reversed().prefix { $0.role == .tool }.reversed()
    let calls = request.messages.flatMap(\.calls)
    return results.map { result in
      let call = calls.last { $0.id == result.callID }
      let name =
        (call?.name ?? "tool") + " result" + (results.count > 1 ? Self.subject(of: call) : "")
      let told = (try? JSONReader.read(Array(result.text.utf8))).map { Self.phrases(for: $0) } ?? []
      let said = told.isEmpty ? "\"\(result.text)\"" : told.joined(separator: ", ")
      return "The \(name): \(said)."
    }.joined(separator: " ")
  }

  /// What a call is about, where several results have to be told apart.
  private static func subject(of call: Call?) -> String {
    let arguments = (call?.arguments.text).flatMap { try? JSONReader.read(Array($0.utf8)) }
    return arguments?.members?.first?.value.text.map { " for \($0)" } ?? ""
  }

  /// Each scalar in a document with the words that lead to it.
  private static func phrases(for value: JSONValue, path: String = "") -> [String] {
    switch value {
    case .object(let members):
      return members.flatMap { phrases(for: $0.value, path: path + words($0.name) + " ") }
    case .array(let elements): return elements.flatMap { phrases(for: $0, path: path) }
    default:
      let scalar = value.text ?? value.compact
      let isCelsius = path.hasSuffix(" c ") && value.double != nil
      return [isCelsius ? "\(path.dropLast(2))\(scalar) °C" : path + scalar]
    }
  }

  private static func words(_ name: String) -> String {
    String(name.map { $0 == "_" ? " " : $0 })
  }

  /// What there is to say without tools.
  private var reply: String {
    let text = request.lastUserText
    if let quote = Wording.quotes(in: text).last ?? earlierQuote { return quote }
    let wording = Wording(text)
    if wording.mention(of: "count") != nil {
      return (1...target(in: wording)).map(String.init).joined(separator: ", ") + "."
    }
    let kinds = ["words", "story", "essay", "poem"]
    if let kind = kinds.first(where: { wording.mention(of: $0) != nil }) {
      let refrain = ["once", "there", "was", "a", "small", "server", "that", "kept", "its", "word"]
      let count = kind == "words" ? target(in: wording) : 120
      return (0..<count).map { refrain[$0 % refrain.count] }.joined(separator: " ") + "."
    }
    return "Hello! I am the reference model, and I am glad to help."
  }

  /// What was last quoted before the user spoke, or by a tool, such as a secret word.
  private var earlierQuote: String? {
    let before = request.messages.dropLast().reversed().lazy
    return before.compactMap { Wording.quotes(in: $0.text).last }.first
      ?? request.tools.lazy.compactMap { Wording.quotes(in: $0.about).last }.first
  }

  /// How far to count.
  private func target(in wording: Wording) -> Int {
    let words = ["ten": 10, "twenty": 20, "fifty": 50, "hundred": 100, "thousand": 1000]
    let spelt = words.first { wording.mention(of: $0.key) != nil }?.value
    let number = wording.numbers.last.flatMap { Int(exactly: $0) } ?? spelt ?? 20
    return min(max(number, 1), 1000)
  }
}
