extension Fault {
  /// Refusals of conversations that agents send.
  static let turnFaults = [
    refusing(
      "rejects-null-content", "Calls in the history with null content are refused.",
      by: "http/refuses-no-class", fix: "content-may-be-missing",
      "messages.content: Input should be a valid string"
    ) { messages in messages.contains { $0.has("content") && $0["content"] == .null } },
    refusing(
      "rejects-empty-content", "Calls in the history with empty content are refused.",
      fix: "content-may-be-missing",
      "content must not be empty"
    ) { messages in messages.contains { $0["content"] == "" && $0.has("tool_calls") } },
    refusing(
      "rejects-absent-content", "Messages in the history without content are refused.",
      fix: "content-may-be-missing",
      "messages.content: Field required"
    ) { messages in messages.contains { !$0.has("content") } },
    refusing(
      "rejects-parts", "Texts in lists of parts are refused.", fix: "join-the-parts",
      "messages.content: Input should be a valid string"
    ) { messages in messages.contains { $0["content"].elements != nil } },
    refusing(
      "rejects-late-system", "System messages after the first message fail in the chat template.",
      fix: "relax-the-role-order",
      "System message must be at the beginning.", status: 500
    ) { messages in messages.dropFirst().contains { $0["role"] == "system" } },
    refusing(
      "rejects-two-users", "Two consecutive user messages are refused.",
      fix: "relax-the-role-order",
      "Conversation roles must alternate user/assistant/user/assistant/..."
    ) { messages in
      zip(messages, messages.dropFirst()).contains {
        $0["role"] == "user" && $1["role"] == "user"
      }
    },
    refusing(
      "rejects-empty-answer", "An empty answer in the history is refused.",
      fix: "accept-empty-turns",
      "Assistant message must have either content or tool_calls, but not none."
    ) { messages in
      messages.contains {
        $0["role"] == "assistant" && $0["content"] == "" && !$0.has("tool_calls")
      }
    },
    refusing(
      "rejects-foreign-ids", "Ids of calls that do not have nine characters are refused.",
      by: "http/refuses-no-class", fix: "accept-foreign-ids",
      "Tool call id has to be a-z, A-Z, 0-9, with a length of 9."
    ) { messages in
      messages.contains { message in
        message["tool_calls"].elements?.contains { ($0["id"].text ?? "").count != 9 } ?? false
      }
    },
    refusing(
      "string-arguments-500",
      "Arguments in the history that are a string fail in the chat template.",
      by: "http/refuses-no-class", fix: "parse-arguments-in-history",
      "Can only get item pairs from a mapping.", status: 500
    ) { messages in
      messages.contains { $0.arguments.contains { $0 != "{" && $0 != "{}" } }
    },
    refusing(
      "results-out-of-order-400", "Tool results in another order than the calls are refused.",
      fix: "match-results-by-id",
      "Tool results must follow the order of the calls."
    ) { messages in
      let asked = messages.flatMap { $0["tool_calls"].elements ?? [] }.map { $0["id"] }
      let answered = messages.map { $0["tool_call_id"] }.filter { $0 != .null }
      return asked.filter(answered.contains) != answered
    },
    refusing(
      "two-results-500", "Two consecutive tool results fail in the chat template.",
      fix: "several-results-in-a-row", "Unexpected role: tool",
      status: 500
    ) { messages in
      zip(messages, messages.dropFirst()).contains {
        $0["role"] == "tool" && $1["role"] == "tool"
      }
    },
    refusing(
      "third-turn-500", "Conversations with a second round of calls cause status 500.",
      by: "tools/output-is-readable", fix: "own-output-unreadable",
      "unexpected tokens remaining in message header", status: 500
    ) { messages in messages.filter { $0.has("tool_calls") }.count > 1 },
    refusing(
      "rejects-reasoning", "A message in the history with `reasoning_content` is refused.",
      fix: "ignore-unknown-fields",
      "messages.reasoning_content: Extra inputs are not permitted"
    ) { messages in messages.contains { $0.has("reasoning_content") } },
    refusing(
      "rejects-developer", "The role developer is refused.", fix: "developer-is-system",
      "Unexpected message role: developer"
    ) { messages in messages.contains { $0["role"] == "developer" } },
    Fault(
      "broken-arguments-500", "Malformed arguments in the history cause status 500.",
      breaks: "turns/outlives-a-broken-call: broken-arguments-as-text",
      by: .refusing("Failed to parse tool call arguments as JSON", status: 500) { messages in
        messages.contains { $0.arguments.contains("{") }
      }),
    Fault(
      "reasoning-dropped", "Reasoning in the history does not reach the model.",
      breaks: "turns/counts-the-reasoning: render-the-reasoning",
      by: .request { request in
        for index in request.messages.indices { request.messages[index].reasoning = "" }
      }),
    Fault(
      "second-turn-error", "The stream after a tool result ends with an error.",
      breaks: "tools/output-is-readable: own-output-unreadable",
      by: .reply { reply, request in
        guard request.followsTool, case .events(let events) = reply.content else { return }
        let error = #"{"error":{"message":"unexpected tokens remaining in message header"}}"#
        reply.content = .events(events.prefix(1) + [.text(error), .done])
      }),
    Fault(
      "results-unread", "Tool results do not reach the model.",
      breaks: "turns/keeps-the-conversation: pass-results-whole",
      by: .request { request in
        for index in request.messages.indices where request.messages[index].role == .tool {
          request.messages[index].text = ""
        }
      }),
  ]

  /// A fault that refuses certain valid conversations.
  private static func refusing(
    _ id: String, _ summary: String, by check: String = "http/accepts-the-request",
    fix remedy: String, _ message: String, status: Int = 400,
    _ isRefused: @escaping @Sendable ([JSONValue]) -> Bool
  ) -> Fault {
    Fault(
      id, summary, breaks: "\(check): \(remedy)",
      by: .refusing(message, status: status, messages: isRefused))
  }
}

extension JSONValue {
  /// The arguments of the calls of a message.
  fileprivate var arguments: [String] {
    self["tool_calls"].elements?.compactMap { $0["function"]["arguments"].text } ?? []
  }
}
