extension Fault {
  /// Ways of losing, mixing up or refusing what stands in a conversation.
  static let historyFaults = [
    refusing(
      "user-after-result-refused", "A user message directly after a tool result is refused.",
      "http/accepts-the-request: user-after-result",
      "Expected last role Assistant but got user"
    ) { messages in
      zip(messages, messages.dropFirst()).contains { $0["role"] == "tool" && $1["role"] == "user" }
    },
    refusing(
      "empty-result-refused", "A tool result without text is refused.",
      "http/accepts-the-request: accept-empty-result", "messages.content: text must not be empty"
    ) { messages in messages.contains { $0["role"] == "tool" && $0["content"] == "" } },
    refusing(
      "last-assistant-500", "A conversation that ends with the assistant breaks the template.",
      "turns/no-server-error: refuse-a-last-assistant", "list index out of range", status: 500
    ) { messages in messages.last?["role"] == "assistant" },
    refusing(
      "image-in-result-500", "An image in a tool result breaks the server.",
      "turns/no-server-error: refuse-images-by-name", "'NoneType' object has no attribute 'shape'",
      status: 500
    ) { messages in
      messages.contains { message in
        message["role"] == "tool"
          && message["content"].elements?.contains { $0["type"] == "image_url" } ?? false
      }
    },
    refusing(
      "reasoning-refused", "Reasoning that is sent back under the name `reasoning` is refused.",
      "http/accepts-the-request: ignore-unknown-fields",
      "messages.reasoning: Extra inputs are not permitted"
    ) { messages in messages.contains { $0.has("reasoning") } },
    refusing(
      "reasoning-details-refused", "Reasoning that is sent back as `reasoning_details` is refused.",
      "http/accepts-the-variant: ignore-unknown-fields",
      "messages.reasoning_details: Extra inputs are not permitted"
    ) { messages in messages.contains { $0.has("reasoning_details") } },
    refusing(
      "own-empty-refused", "An answer that was cut in its reasoning is refused as history.",
      "turns/takes-its-own-answer: accept-own-answers",
      "Assistant message must contain either 'content' or 'tool_calls'!"
    ) { messages in
      messages.contains { message in
        message["role"] == "assistant" && !message.has("tool_calls")
          && (message["content"].text ?? "").isEmpty && message["reasoning_content"].text != nil
      }
    },
    refusing(
      "own-cut-call-500", "A call that max_tokens cut short breaks the server as history.",
      "turns/outlives-a-broken-call: broken-arguments-as-text",
      "Unterminated string starting at: line 1 column 9",
      status: 500
    ) { messages in
      messages.flatMap { $0["tool_calls"].elements ?? [] }.contains { call in
        let arguments = call["function"]["arguments"].text ?? ""
        return arguments.count > 1 && (try? JSONReader.read(Array(arguments.utf8))) == nil
      }
    },
    Fault(
      "own-signature-refused", "Calls carry a signature that is refused as history.",
      breaks: "turns/takes-its-own-answer: accept-own-answers",
      by: signatures(wherever: { _ in true }),
      .refusing("messages.tool_calls.extra_content: Extra inputs are not permitted") { messages in
        messages.flatMap { $0["tool_calls"].elements ?? [] }.contains { $0.has("extra_content") }
      }),
    Fault(
      "signature-demanded", "Calls carry a signature, without which they are refused as history.",
      breaks: "http/refuses-no-class: return-call-signatures",
      by: signatures(wherever: { _ in true }),
      .refusing("Function call is missing a thought_signature.") { messages in
        messages.flatMap { $0["tool_calls"].elements ?? [] }.contains { !$0.has("extra_content") }
      }),
    Fault(
      "signature-only-whole", "Calls carry a signature in whole answers, and none in streams.",
      breaks: "parity/keeps-signatures: keep-call-signatures",
      by: signatures(wherever: { !$0.stream })),
    Fault(
      "last-part-only", "Of several text parts of a message only the last is read.",
      breaks: "turns/reads-it-all: read-every-part",
      by: parts { Array($0.suffix(1)) }),
    Fault(
      "parts-unread", "Texts as lists of parts are not read at all.",
      breaks: "turns/reads-it-all: read-every-part", by: parts { _ in [] }),
    Fault(
      "last-user-only", "Only the last user message reaches the model, and the instructions.",
      breaks: "turns/reads-it-all: keep-the-history",
      by: .request { request in
        guard request.messages.last?.role == .user else { return }
        request.messages =
          request.messages.dropLast().filter { $0.role == .system || $0.role == .developer }
          + request.messages.suffix(1)
      }),
    Fault(
      "results-by-position", "Results are given to the calls in their order, not by their ids.",
      breaks: "turns/matches-results-by-id: sort-results-by-id",
      by: .request { request in
        let ids = request.messages.flatMap(\.calls).map(\.id)
        let results = request.messages.indices.filter { request.messages[$0].role == .tool }
        for (index, id) in zip(results, ids) { request.messages[index].callID = id }
      }),
    Fault(
      "silent-from-third-turn", "After three rounds of calls answers are empty.",
      breaks: "chat/says-something: error-behind-an-empty-answer",
      by: .answer { answer, request in
        guard request.messages.filter({ !$0.calls.isEmpty }).count > 2 else { return }
        answer = Answer(content: "", finish: "stop")
      }),
  ]

  private static func refusing(
    _ id: String, _ summary: String, _ caught: String, _ message: String, status: Int = 400,
    _ isRefused: @escaping @Sendable ([JSONValue]) -> Bool
  ) -> Fault {
    Fault(
      id, summary, breaks: caught, by: .refusing(message, status: status, messages: isRefused))
  }

  /// Signs the calls in the answers to some requests.
  private static func signatures(
    wherever isSigned: @escaping @Sendable (ChatRequest) -> Bool
  ) -> Alteration {
    .reply { reply, request in
      guard isSigned(request) else { return }
      func sign(_ call: inout JSONValue) {
        guard call.has("id") else { return }
        call["extra_content"] = ["google": ["thought_signature": "CiQBVKhc7vB1mZ0="]]
      }
      reply.updateDocuments { document in
        document.updateEach("choices") { choice in
          choice[choice.has("delta") ? "delta" : "message"].updateEach("tool_calls", sign)
        }
      }
    }
  }

  /// Reads some of the parts of messages.
  private static func parts(
    _ read: @escaping @Sendable ([JSONValue]) -> [JSONValue]
  ) -> Alteration {
    .received { request in
      var document = request.document
      guard
        document["messages"].elements?.contains(where: { $0["content"].elements != nil }) == true
      else { return }
      document.updateEach("messages") { message in
        if message["role"] == "user", let parts = message["content"].elements {
          message["content"] = .array(read(parts))
        }
      }
      request.body = document.bytes
    }
  }
}
