extension Fault {
  /// Messages of a conversation that are lost, mixed up or refused.
  static let historyFaults = [
    refusing(
      "user-after-result-refused", "A user message directly after a tool result is refused.",
      "http/accepts-the-request: user-after-result",
      "Expected last role Assistant but got user"
    ) { messages in
      zip(messages, messages.dropFirst()).contains { $0["role"] == "tool" && $1["role"] == "user" }
    },
    refusing(
      "empty-result-refused", "An empty tool result is refused.",
      "http/accepts-the-request: accept-empty-result", "messages.content: text must not be empty"
    ) { messages in messages.contains { $0["role"] == "tool" && $0["content"] == "" } },
    refusing(
      "last-assistant-500",
      "A conversation that ends with the assistant fails in the chat template.",
      "turns/no-server-error: refuse-a-last-assistant", "list index out of range", status: 500
    ) { messages in messages.last?["role"] == "assistant" },
    refusing(
      "image-in-result-500", "An image in a tool result causes status 500.",
      "turns/no-server-error: refuse-images-by-name", "'NoneType' object has no attribute 'shape'",
      status: 500
    ) { messages in
      messages.contains { message in
        message["role"] == "tool"
          && message["content"].elements?.contains { $0["type"] == "image_url" } ?? false
      }
    },
    refusing(
      "reasoning-refused", "A message in the history with the field `reasoning` is refused.",
      "http/accepts-the-request: ignore-unknown-fields",
      "messages.reasoning: Extra inputs are not permitted"
    ) { messages in messages.contains { $0.has("reasoning") } },
    refusing(
      "reasoning-details-refused",
      "A message in the history with the field `reasoning_details` is refused.",
      "http/accepts-the-variant: ignore-unknown-fields",
      "messages.reasoning_details: Extra inputs are not permitted"
    ) { messages in messages.contains { $0.has("reasoning_details") } },
    refusing(
      "own-empty-refused",
      "An answer that was truncated in its reasoning is refused in the history.",
      "turns/takes-its-own-answer: accept-own-answers",
      "Assistant message must contain either 'content' or 'tool_calls'!"
    ) { messages in
      messages.contains { message in
        message["role"] == "assistant" && !message.has("tool_calls")
          && (message["content"].text ?? "").isEmpty && message["reasoning_content"].text != nil
      }
    },
    refusing(
      "own-cut-call-500", "A truncated call in the history causes status 500.",
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
      "own-signature-refused", "Calls have a signature that is refused in the history.",
      breaks: "turns/takes-its-own-answer: accept-own-answers",
      by: signatures(where: { _ in true }),
      .refusing("messages.tool_calls.extra_content: Extra inputs are not permitted") { messages in
        messages.flatMap { $0["tool_calls"].elements ?? [] }.contains { $0.has("extra_content") }
      }),
    Fault(
      "signature-demanded", "Calls have a signature and are refused in the history without it.",
      breaks: "http/refuses-no-class: return-call-signatures",
      by: signatures(where: { _ in true }),
      .refusing("Function call is missing a thought_signature.") { messages in
        messages.flatMap { $0["tool_calls"].elements ?? [] }.contains { !$0.has("extra_content") }
      }),
    Fault(
      "signature-only-whole", "Only calls of non-streamed answers have a signature.",
      breaks: "parity/keeps-signatures: keep-call-signatures",
      by: signatures(where: { !$0.stream })),
    Fault(
      "last-part-only", "Only the last text part of a message reaches the model.",
      breaks: "turns/reads-it-all: read-every-part",
      by: parts { Array($0.suffix(1)) }),
    Fault(
      "parts-unread", "Texts in lists of parts do not reach the model.",
      breaks: "turns/reads-it-all: read-every-part", by: parts { _ in [] }),
    Fault(
      "last-user-only", "Only the last user message and the instructions reach the model.",
      breaks: "turns/reads-it-all: keep-the-history",
      by: .request { request in
        guard request.messages.last?.role == .user else { return }
        request.messages =
          request.messages.dropLast().filter { $0.role == .system || $0.role == .developer }
          + request.messages.suffix(1)
      }),
    Fault(
      "results-by-position", "Tool results are matched to calls by position instead of by id.",
      breaks: "turns/matches-results-by-id: sort-results-by-id",
      by: .request { request in
        let ids = request.messages.flatMap(\.calls).map(\.id)
        let results = request.messages.indices.filter { request.messages[$0].role == .tool }
        for (index, id) in zip(results, ids) { request.messages[index].callID = id }
      }),
    Fault(
      "silent-from-third-turn", "After three rounds of calls, answers are empty.",
      breaks: "chat/says-something: error-behind-an-empty-answer",
      by: .answer { answer, request in
        guard request.messages.filter({ !$0.calls.isEmpty }).count > 2 else { return }
        answer = Answer(content: "", finish: "stop")
      }),
  ]

  /// A fault that refuses certain valid conversations.
  private static func refusing(
    _ id: String, _ summary: String, _ check: String, _ message: String, status: Int = 400,
    _ isRefused: @escaping @Sendable ([JSONValue]) -> Bool
  ) -> Fault {
    Fault(
      id, summary, breaks: check, by: .refusing(message, status: status, messages: isRefused))
  }

  /// Adds a signature to the calls of the answers to certain requests.
  private static func signatures(
    where isSigned: @escaping @Sendable (ChatRequest) -> Bool
  ) -> Alteration {
    .reply { reply, request in
      guard isSigned(request) else { return }
      func sign(_ call: inout JSONValue) {
        // In a stream, only the first delta of a call.
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

  /// Keeps some of the parts of user messages.
  private static func parts(
    _ select: @escaping @Sendable ([JSONValue]) -> [JSONValue]
  ) -> Alteration {
    .received { request in
      var document = request.document
      // Other bodies keep their exact bytes.
      guard
        document["messages"].elements?.contains(where: { $0["content"].elements != nil }) == true
      else { return }
      document.updateEach("messages") { message in
        if message["role"] == "user", let parts = message["content"].elements {
          message["content"] = .array(select(parts))
        }
      }
      request.body = document.bytes
    }
  }
}
