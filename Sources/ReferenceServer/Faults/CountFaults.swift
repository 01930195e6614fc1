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
      "usage-in-floats", "Counts of tokens are written with a point.",
      breaks: "usage/whole-numbers: whole-numbers-in-the-usage",
      by: .envelopes { envelope in
        for name in ["prompt_tokens", "completion_tokens", "total_tokens"] {
          guard let count = envelope["usage"][name].integer else { continue }
          envelope["usage"][name] = .raw(Array("\(count).0".utf8))
        }
      }),
    Fault(
      "tools-not-counted", "The prompt is counted without its tools.",
      breaks: "usage/counts-the-tools: count-the-tools",
      by: .reply { reply, request in
        let offered = request.tools.reduce(0) { $0 + $1.tokens }
        reply.updateDocuments { document in
          guard let prompt = document["usage"]["prompt_tokens"].integer,
            let all = document["usage"]["total_tokens"].integer
          else { return }
          document["usage"]["prompt_tokens"] = .int(prompt - offered)
          document["usage"]["total_tokens"] = .int(all - offered)
        }
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
