internal import JSONText
internal import Transcripts

extension Request {
  /// More tokens than an honest answer uses: those of the prompt, and those that it may write.
  var maxTokens: Int {
    guard !body.isEmpty, let asked = StrictJSON.decode(body).value else { return 0 }
    let limit = asked["max_tokens"]?.int ?? asked["max_completion_tokens"]?.int ?? 4096
    return min(max(0, limit), Self.unlimitedAnswer) * max(1, min(asked["n"]?.int ?? 1, 100))
      + asked.promptTokens
  }

  /// What is reserved for an answer of unlimited length: no answer fills a limit beyond every context window.
  private static let unlimitedAnswer = 1 << 15
}

extension JSON {
  /// More tokens than the prompt in a request's body has; white space between JSON values is not counted.
  fileprivate var promptTokens: Int { text.utf8.count / 3 }
}

extension Transcript {
  /// The tokens that an exchange used: as the server counts them, else estimated from its length.
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
