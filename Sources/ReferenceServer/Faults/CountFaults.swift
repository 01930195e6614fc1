extension Fault {
  /// Wrong counts of tokens, times and models that add up.
  static let countFaults = [
    Fault(
      "completion-counts-one", "Every answer counts as one token.",
      breaks: "usage/counts-the-answer: count-in-the-engine",
      by: .envelopes { envelope in
        guard let prompt = envelope["usage"]["prompt_tokens"].integer else { return }
        envelope["usage"]["completion_tokens"] = 1
        envelope["usage"]["total_tokens"] = .int(prompt + 1)
        // Otherwise, the reasoning tokens would exceed the completion tokens.
        envelope["usage"].remove("completion_tokens_details")
      }),
    Fault(
      "reasoning-beyond-completion",
      "The usage reports more reasoning tokens than completion tokens.",
      breaks: "usage/reasoning-within-the-answer: count-reasoning-inside",
      by: .envelopes { envelope in
        guard let tokens = envelope["usage"]["completion_tokens"].integer else { return }
        envelope["usage"]["completion_tokens_details"] = ["reasoning_tokens": .int(tokens + 7)]
      }),
    Fault(
      "usage-in-floats", "Token counts are written with a decimal point.",
      breaks: "usage/whole-numbers: whole-numbers-in-the-usage",
      by: .envelopes { envelope in
        for name in ["prompt_tokens", "completion_tokens", "total_tokens"] {
          guard let count = envelope["usage"][name].integer else { continue }
          envelope["usage"][name] = .raw(Array("\(count).0".utf8))
        }
      }),
    Fault(
      "tools-not-counted", "The prompt tokens do not include the tools.",
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
      "created-zero", "Answers have the creation time 0, which is 1970.",
      breaks: "chat/created-is-told: write-the-time", by: .envelopes { $0["created"] = 0 }),
    Fault(
      "models-twice", "The model list contains the model twice.",
      breaks: "models/unique-ids: list-models-once",
      by: .models { list in
        if let model = list["data"].elements?.first { list["data"].append(model) }
      }),
  ]
}
