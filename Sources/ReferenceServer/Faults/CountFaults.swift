extension Fault {
  /// Ways of counting tokens, times and models wrongly that no sum shows.
  static let countFaults = [
    Fault(
      "completion-counts-one", "The answer counts one token, however long it is.",
      breaks: "usage/counts-the-answer: count-in-the-engine",
      by: .envelopes { envelope in
        guard let prompt = envelope["usage"]["prompt_tokens"].integer else { return }
        envelope["usage"]["completion_tokens"] = 1
        envelope["usage"]["total_tokens"] = .int(prompt + 1)
        envelope["usage"].remove("completion_tokens_details")
      }),
    Fault(
      "reasoning-beyond-completion", "More tokens of reasoning are counted than the answer has.",
      breaks: "usage/reasoning-within-the-answer: count-reasoning-inside",
      by: .envelopes { envelope in
        guard let tokens = envelope["usage"]["completion_tokens"].integer else { return }
        envelope["usage"]["completion_tokens_details"] = ["reasoning_tokens": .int(tokens + 7)]
      }),
    Fault(
      "created-zero", "Answers were created in 1970.",
      breaks: "chat/created-is-told: write-the-time", by: .envelopes { $0["created"] = 0 }),
    Fault(
      "models-twice", "The list has the model twice.",
      breaks: "models/unique-ids: list-models-once",
      by: .models { list in
        if let model = list["data"].elements?.first { list["data"].append(model) }
      }),
  ]
}
