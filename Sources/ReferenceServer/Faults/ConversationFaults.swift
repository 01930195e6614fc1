extension Fault {
  /// Ways of losing a part of a conversation on its way to the model, without a word.
  static let conversationFaults = [
    losing(
      "developer-lost", "Messages of the role developer do not reach the model.",
      fix: "developer-is-system"
    ) { request in request.messages.removeAll { $0.role == .developer } },
    losing(
      "system-lost", "System messages do not reach the model.", fix: "render-system-messages"
    ) { request in request.messages.removeAll { $0.role == .system } },
    losing(
      "system-lost-beside-tools", "Where tools are sent, system messages do not reach the model.",
      fix: "render-system-beside-tools"
    ) { request in
      guard !request.tools.isEmpty else { return }
      request.messages.removeAll { $0.role == .system }
    },
    losing(
      "later-systems-lost", "Of several system messages the first alone reaches the model.",
      fix: "render-later-system-messages"
    ) { request in
      let first = request.messages.firstIndex { $0.role == .system }
      request.messages = request.messages.enumerated()
        .filter { $0.offset == first || $0.element.role != .system }.map(\.element)
    },
    losing(
      "old-turns-lost", "Of a conversation the last six messages reach the model.",
      fix: "keep-old-turns"
    ) { request in
      guard request.messages.count > 7 else { return }
      request.messages =
        Array(request.messages.prefix { $0.role == .system }) + request.messages.suffix(6)
    },
    losing(
      "results-cut", "The results of tools are cut after 2,000 letters.",
      fix: "pass-results-whole"
    ) { request in
      for index in request.messages.indices where request.messages[index].role == .tool {
        request.messages[index].text = String(request.messages[index].text.prefix(2000))
      }
    },
    losing(
      "first-user-lost", "Of several user messages in a row the last reaches the model.",
      fix: "pass-every-message"
    ) { request in
      let next = request.messages.dropFirst().map(\.role) + [.assistant]
      request.messages = zip(request.messages, next).filter { $0.role != .user || $1 != .user }
        .map(\.0)
    },
    losing(
      "first-results-lost", "Of several results of tools in a row the last reaches the model.",
      fix: "pass-every-result"
    ) { request in
      let next = request.messages.dropFirst().map(\.role) + [.user]
      request.messages = zip(request.messages, next).filter { $0.role != .tool || $1 != .tool }
        .map(\.0)
    },
    losing(
      "assistant-words-lost", "What the assistant said reaches the model as three dots.",
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
      "tools-lost-after-result", "Once a tool has answered, no tools reach the model.",
      breaks: "tools/reach-the-model: keep-tools-in-later-turns",
      by: .request { request in
        if request.messages.contains(where: { $0.role == .tool }) { request.tools = [] }
      }),
    Fault(
      "first-eight-tools", "Of many tools the first eight reach the model.",
      breaks: "tools/reach-the-model: keep-the-whole-list-of-tools",
      by: .request { $0.tools = Array($0.tools.prefix(8)) }),
    Fault(
      "tools-lost-in-streams", "The tools of streamed requests do not reach the model.",
      breaks: "tools/reach-the-model: pass-tools-in-streams",
      by: .request { if $0.stream { $0.tools = [] } }),
  ]

  private static func losing(
    _ id: String, _ summary: String, fix remedy: String,
    _ lose: @escaping @Sendable (inout ChatRequest) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: "turns/keeps-the-conversation: \(remedy)", by: .request(lose))
  }
}
