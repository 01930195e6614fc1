extension Completion {
  /// The completion as a stream.
  func events(includingUsage: Bool) -> [Event] {
    var chunks = zip(0..., answers).flatMap { deltas(of: $1, choice: $0) }
    if includingUsage {
      // As with OpenAI, the usage is null in all chunks before the last one.
      for index in chunks.indices { chunks[index]["usage"] = .null }
      var last = envelope("chat.completion.chunk")
      last["choices"] = []
      last["usage"] = usage
      chunks.append(last)
    }
    return chunks.map(Event.chunk) + [.done]
  }

  /// The chunks of a choice: the role, each token, and the finish reason.
  private func deltas(of answer: Answer, choice index: Int) -> [JSONValue] {
    let start: JSONValue = answer.content == nil ? .null : ""
    var deltas: [JSONValue] = [["role": "assistant", "content": start]]
    // The first delta has only the role, and no token.
    let words = [nil] + answer.pieces.map(\.word)
    deltas += answer.pieces.map { delta($0, of: answer) }
    return zip(deltas, words).map { delta, word in
      chunk(index, delta, finish: nil, words: word.map { [$0] } ?? [])
    } + [chunk(index, [:], finish: answer.finish, words: [])]
  }

  private func chunk(
    _ index: Int, _ delta: JSONValue, finish: String?, words: [String]
  ) -> JSONValue {
    var chunk = envelope("chat.completion.chunk")
    chunk["choices"] = [choice(index, "delta", delta, finish: finish, words: words)]
    return chunk
  }

  /// A token as a delta; the first delta of a call contains its id and name.
  private func delta(_ piece: Answer.Piece, of answer: Answer) -> JSONValue {
    switch piece {
    case .reasoning(let word): return ["reasoning_content": .string(word)]
    case .content(let word): return ["content": .string(word)]
    case .call(let index):
      // Faults may set arguments that are not a string, which cannot be sent in parts.
      let complete = answer.calls[index]
      let first = call(
        complete, arguments: complete.arguments.text == nil ? complete.arguments : "")
      let members = [JSONValue.Member(name: "index", value: .int(index))] + (first.members ?? [])
      return ["tool_calls": [.object(members)]]
    case .arguments(let index, let part):
      return ["tool_calls": [["index": .int(index), "function": ["arguments": .string(part)]]]]
    }
  }
}
