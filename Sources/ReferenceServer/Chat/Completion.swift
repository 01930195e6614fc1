/// A whole completion, ready to be written as one document or as a stream.
struct Completion: Sendable {
  /// The one model there is.
  static let model = "reference-model"
  /// How many tokens a conversation may have, the answer included.
  static let window = 32_768
  /// What answers for the configuration; it never changes.
  static let fingerprint = "ref-\(version)-5f1d3a7c"
  /// The version that the server says it is.
  static let version = "1.0.0"

  /// Where ids and time come from.
  let identity: Identity
  /// How many tokens the request was worth.
  let promptTokens: Int
  /// One answer per choice.
  let answers: [Answer]
  /// The answers as the model gave them, by which tokens are counted whatever became of them.
  let spent: [Answer]
  /// How many likely tokens to tell for each; nil tells nothing.
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

  /// What every document of this completion begins with.
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

  /// What the completion cost.
  var usage: JSONValue {
    let pieces = spent.flatMap(\.pieces)
    let reasoning = pieces.count { if case .reasoning = $0 { true } else { false } }
    return [
      "prompt_tokens": .int(promptTokens), "completion_tokens": .int(pieces.count),
      "total_tokens": .int(promptTokens + pieces.count),
      "prompt_tokens_details": ["cached_tokens": 0],
      "completion_tokens_details": ["reasoning_tokens": .int(reasoning)],
    ]
  }

  /// How likely each token was: the model is sure of itself.
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

  /// A call with some or all of its arguments.
  func call(_ call: Call, arguments: JSONValue) -> JSONValue {
    var value: JSONValue = [:]
    if let id = call.id { value["id"] = .string(id) }
    value["type"] = "function"
    value["function"] = ["name": .string(call.name), "arguments": arguments]
    return value
  }
}
