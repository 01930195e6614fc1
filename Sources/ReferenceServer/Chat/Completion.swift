/// A complete completion, which can be written as one document or as a stream.
struct Completion: Sendable {
  /// The only model.
  static let model = "reference-model"
  /// The context window: the maximum number of tokens of the prompt and the answer.
  static let window = 32_768
  /// The system fingerprint, which never changes.
  static let fingerprint = "ref-\(version)-5f1d3a7c"
  /// The version that the server reports.
  static let version = "1.0.0"

  /// The source of ids and the creation time.
  let identity: Identity
  /// The number of prompt tokens.
  let promptTokens: Int
  /// One answer for each choice.
  let answers: [Answer]
  /// The answers before any fault changed them. The usage counts their tokens.
  let generated: [Answer]
  /// The number of alternatives for each token; nil if no log probabilities are requested.
  let logprobs: Int?

  /// The completion as one document.
  var document: JSONValue {
    var document = envelope("chat.completion")
    document["choices"] = .array(
      zip(0..., answers).map { index, answer in
        choice(
          index, "message", message(answer), finish: answer.finish,
          words: answer.pieces.compactMap(\.word))
      })
    document["usage"] = usage
    return document
  }

  /// The first members of every document of this completion.
  func envelope(_ object: String) -> JSONValue {
    [
      "id": .string(identity.completion), "object": .string(object),
      "created": .int(identity.created), "model": .string(Self.model),
      "system_fingerprint": .string(Self.fingerprint),
    ]
  }

  /// One choice, with its message or its delta.
  func choice(
    _ index: Int, _ name: String, _ body: JSONValue, finish: String?, words: [String]
  ) -> JSONValue {
    var choice: JSONValue = ["index": .int(index)]
    choice[name] = body
    choice["logprobs"] = logprobs.map { probabilities(of: words, alternatives: $0) } ?? .null
    choice["finish_reason"] = finish.map(JSONValue.string) ?? .null
    return choice
  }

  /// The token usage.
  var usage: JSONValue {
    let pieces = generated.flatMap(\.pieces)
    let reasoning = pieces.count { if case .reasoning = $0 { true } else { false } }
    return [
      "prompt_tokens": .int(promptTokens), "completion_tokens": .int(pieces.count),
      "total_tokens": .int(promptTokens + pieces.count),
      "prompt_tokens_details": ["cached_tokens": 0],
      "completion_tokens_details": ["reasoning_tokens": .int(reasoning)],
    ]
  }

  /// The log probability of each token, which is always 0: the model is certain.
  private func probabilities(of words: [String], alternatives: Int) -> JSONValue {
    let tokens = words.map { word -> JSONValue in
      var token: JSONValue = [
        "token": .string(word), "logprob": 0, "bytes": .array(word.utf8.map { .int(Int($0)) }),
      ]
      token["top_logprobs"] = alternatives > 0 ? [token] : []
      return token
    }
    return ["content": .array(tokens), "refusal": .null]
  }

  /// The message of a choice in a document.
  private func message(_ answer: Answer) -> JSONValue {
    var message: JSONValue = ["role": "assistant"]
    message["content"] = answer.content.map(JSONValue.string) ?? .null
    message["refusal"] = .null
    if let reasoning = answer.reasoning { message["reasoning_content"] = .string(reasoning) }
    if !answer.calls.isEmpty {
      message["tool_calls"] = .array(answer.calls.map { call($0, arguments: $0.arguments) })
    }
    return message
  }

  /// A call with all or a part of its arguments.
  func call(_ call: Call, arguments: JSONValue) -> JSONValue {
    var value: JSONValue = [:]
    if let id = call.id { value["id"] = .string(id) }
    value["type"] = "function"
    value["function"] = ["name": .string(call.name), "arguments": arguments]
    return value
  }
}
