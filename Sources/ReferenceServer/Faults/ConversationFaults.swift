extension Fault {
  /// Parts of a conversation that silently do not reach the model.
  static let conversationFaults = [
    losing(
      "developer-lost", "Messages with the role developer do not reach the model.",
      fix: "developer-is-system"
    ) { request in request.messages.removeAll { $0.role == .developer } },
    losing(
      "system-lost", "System messages do not reach the model.", fix: "render-system-messages"
    ) { request in request.messages.removeAll { $0.role == .system } },
    losing(
      "system-lost-beside-tools", "With tools, system messages do not reach the model.",
      fix: "render-system-beside-tools"
    ) { request in
      guard !request.tools.isEmpty else { return }
      request.messages.removeAll { $0.role == .system }
    },
    losing(
      "later-systems-lost", "Only the first of several system messages reaches the model.",
      fix: "render-later-system-messages"
    ) { request in
      let first = request.messages.firstIndex { $0.role == .system }
      request.messages = request.messages.enumerated()
        .filter { $0.offset == first || $0.element.role != .system }.map(\.element)
    },
    losing(
      "old-turns-lost", "Only the last six messages of a conversation reach the model.",
      fix: "keep-old-turns"
    ) { request in
      guard request.messages.count > 7 else { return }
      // The instructions stay, so that only old turns are lost.
      request.messages =
        Array(request.messages.prefix { $0.role == .system }) + request.messages.suffix(6)
    },
    losing(
      "results-cut", "Tool results are truncated after 2,000 characters.",
      fix: "pass-results-whole"
    ) { request in
      for index in request.messages.indices where request.messages[index].role == .tool {
        request.messages[index].text = String(request.messages[index].text.prefix(2000))
      }
    },
    losing(
      "first-user-lost", "Only the last of several consecutive user messages reaches the model.",
      fix: "pass-every-message"
    ) { request in
      // The role after each message; the last message has no user message after it.
      let next = request.messages.dropFirst().map(\.role) + [.assistant]
      request.messages = zip(request.messages, next).filter { $0.role != .user || $1 != .user }
        .map(\.0)
    },
    losing(
      "first-results-lost", "Only the last of several consecutive tool results reaches the model.",
      fix: "pass-every-result"
    ) { request in
      let next = request.messages.dropFirst().map(\.role) + [.user]
      request.messages = zip(request.messages, next).filter { $0.role != .tool || $1 != .tool }
        .map(\.0)
    },
    losing(
      "assistant-words-lost", "The texts of the assistant reach the model as three dots.",
      fix: "pass-what-the-assistant-said"
    ) { request in
      for index in request.messages.indices
      where request.messages[index].role == .assistant && request.messages[index].calls.isEmpty {
        request.messages[index].text = "..."
      }
    },
    losing(
      "descriptions-lost", "The descriptions of tools do not reach the model.",
      fix: "pass-descriptions-of-tools"
    ) { request in
      for index in request.tools.indices { request.tools[index].about = "" }
    },
    Fault(
      "tools-lost-after-result", "After a tool result, no tools reach the model.",
      breaks: "tools/reach-the-model: keep-tools-in-later-turns",
      by: .request { request in
        if request.messages.contains(where: { $0.role == .tool }) { request.tools = [] }
      }),
    Fault(
      "first-eight-tools", "Only the first eight tools reach the model.",
      breaks: "tools/reach-the-model: keep-the-whole-list-of-tools",
      by: .request { $0.tools = Array($0.tools.prefix(8)) }),
    Fault(
      "tools-lost-in-streams", "The tools of streamed requests do not reach the model.",
      breaks: "tools/reach-the-model: pass-tools-in-streams",
      by: .request { if $0.stream { $0.tools = [] } }),
  ]

  /// A fault that removes a part of the conversation before the model reads it.
  private static func losing(
    _ id: String, _ summary: String, fix remedy: String,
    _ lose: @escaping @Sendable (inout ChatRequest) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: "turns/keeps-the-conversation: \(remedy)", by: .request(lose))
  }
}
