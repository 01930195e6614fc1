extension Fault {
  /// Wrong handling of limits and options.
  static let limitFaults = [
    Fault(
      "max-completion-tokens-ignored", "`max_completion_tokens` is ignored.",
      breaks: "usage/within-the-limit: translate-max-completion-tokens",
      by: unknown("max_completion_tokens")),
    Fault(
      "max-completion-tokens-refused", "`max_completion_tokens` is refused.",
      breaks: "http/accepts-the-request: translate-max-completion-tokens",
      by: .refuses { request in
        guard request.document.has("max_completion_tokens") else { return nil }
        return Refusal(message: "Extra inputs are not permitted.", param: "max_completion_tokens")
      }),
    Fault(
      "max-tokens-ignored", "`max_tokens` is ignored.",
      breaks: "usage/within-the-limit: pass-the-limit-on",
      by: unknown("max_tokens")),
    Fault(
      "limit-exceeded", "Answers may exceed the token limit by five tokens.",
      breaks: "usage/within-the-limit: stop-at-the-limit",
      by: .request { $0.maximumTokens += 5 }),
    Fault(
      "length-as-stop", "Truncated text answers have the finish reason `stop`.",
      breaks: "finish/as-expected: say-length-when-cut",
      by: .answer { answer, _ in
        if answer.finish == "length" && answer.calls.isEmpty { answer.finish = "stop" }
      }),
    Fault(
      "large-limit-refused", "A token limit larger than the context window is refused.",
      breaks: "usage/clamps-the-limit: limits-of-the-agent",
      by: .refuses { request in
        let limit = request.document["max_tokens"].integer ?? 0
        guard limit > Completion.window else { return nil }
        return Refusal(
          message: "max_tokens is too large: \(limit). This model supports at most 32768.",
          param: "max_tokens")
      }),
    Fault(
      "auto-choice-refused",
      "Tools with the choice `auto` are refused, as in vLLM without its flags.",
      breaks: "http/refuses-no-class: tool-parser-missing",
      by: .refuses { request in
        // Parsed here, because this stage receives only the HTTP request.
        guard let request = try? ChatRequest(request.body), !request.tools.isEmpty,
          request.toolChoice == .auto
        else { return nil }
        return Refusal(
          message: "\"auto\" tool choice requires --enable-auto-tool-choice and "
            + "--tool-call-parser to be set", type: "BadRequestError")
      }),
    Fault(
      "small-window", "The context window has 4,096 tokens, and longer prompts are refused.",
      breaks: "usage/window-holds-the-request: know-the-window",
      by: .refuses { request in
        guard let tokens = try? ChatRequest(request.body).promptTokens, tokens > 4096 else {
          return nil
        }
        return Refusal(
          message: "This model's maximum context length is 4096 tokens. However, your messages "
            + "resulted in \(tokens) tokens.", param: "messages", code: "context_length_exceeded")
      }),
    Fault(
      "large-body-refused", "Requests larger than 1 MiB are refused, as in nginx.",
      breaks: "http/accepts-the-request: proxy-body-limit",
      by: .refuses { request in
        request.body.count > 1 << 20
          ? Refusal(status: 413, message: "Request Entity Too Large") : nil
      }),
    Fault(
      "n-ignored", "One choice is returned instead of two.",
      breaks: "chat/choices-asked-for: refuse-several-choices", by: .request { $0.choices = 1 }),
    Fault(
      "n-merged", "In streams, all choices have the index 0.",
      breaks: "chat/choices-asked-for: refuse-several-choices",
      "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .events { events in events.updateChoices { $0["index"] = 0 } }),
    Fault(
      "logprobs-ignored", "Requested log probabilities are null.",
      breaks: "chat/logprobs-asked-for: pass-logprobs-on",
      by: .request { $0.logprobs = nil }),
    Fault(
      "logprobs-legacy", "Log probabilities are in the format of the older completions API.",
      breaks: "chat/logprobs-asked-for: logprobs-of-the-chat-api",
      by: .document { document in
        document.updateEach("choices") { choice in
          guard choice["logprobs"] != .null else { return }
          choice["logprobs"] = ["tokens": ["Hello"], "token_logprobs": [0], "text_offset": [0]]
        }
      }),
    Fault(
      "seed-refused", "Requests with a seed are refused.",
      breaks: "http/refuses-no-class: ignore-the-seed",
      by: .refuses { request in
        request.document["seed"] != .null ? .invalid("seed", "it is not supported.") : nil
      }),
    Fault(
      "sampling-refused", "Requests with `top_p` are refused.",
      breaks: "http/refuses-no-class: field-is-refused",
      by: .refuses { request in
        request.document["top_p"] != .null
          ? .invalid("top_p", "this model does not support it.") : nil
      }),
    Fault(
      "format-refused", "Requests with a response format are refused.",
      breaks: "http/refuses-no-class: field-is-refused",
      by: .refuses { request in
        request.document.has("response_format")
          ? .invalid("response_format", "it is not supported.") : nil
      }),
  ]

  /// Renames a field of the request, as if the server did not know it.
  private static func unknown(_ field: String) -> Alteration {
    .received { request in
      let name = Array("\"\(field)\":".utf8)
      guard let range = request.body.firstRange(of: name) else { return }
      request.body.replaceSubrange(range, with: Array("\"unknown\":".utf8))
    }
  }
}
