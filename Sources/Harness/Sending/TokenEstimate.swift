internal import JSONText
internal import Transcripts

extension Request {
  /// The maximum number of tokens of the request: those of the prompt and of the answer.
  var maxTokens: Int {
    guard !self.body.isEmpty, let body = StrictJSON.decode(self.body).value else { return 0 }
    let limit = body["max_tokens"]?.int ?? body["max_completion_tokens"]?.int ?? 4096
    return min(max(0, limit), Self.unlimitedAnswer) * max(1, min(body["n"]?.int ?? 1, 100))
      + body.promptTokens
  }

  /// The number that is reserved for an answer with a higher limit, which no answer reaches.
  private static let unlimitedAnswer = 1 << 15
}

extension JSON {
  /// The maximum number of tokens of the prompt in a request's body, without white space between JSON values.
  fileprivate var promptTokens: Int { text.utf8.count / 3 }
}

extension Transcript {
  /// The tokens of an exchange: those that the server counts, or an estimate from the length of the texts.
  func tokens(of request: Request) -> Int {
    let stated = countedTokens
    guard stated == 0, json["response"]?["status"]?.int == 200 else { return stated }
    let choices = json["response"]?["assembled"]?["choices"]?.array ?? []
    let written = choices.reduce(0) { sum, choice in
      let calls = choice["tool_calls"]?.array ?? []
      return ([choice["content"], choice["reasoning"]] + calls.map { $0["arguments"] })
        .reduce(sum) { $0 + ($1?.string?.utf8.count ?? 0) }
    }
    let prompt = choices.isEmpty ? nil : StrictJSON.decode(request.body).value?.promptTokens
    return (prompt ?? 0) + written / 3
  }
}
