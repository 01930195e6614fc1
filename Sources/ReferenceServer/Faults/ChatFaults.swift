extension Fault {
  /// A wrong structure of answers.
  static let chatFaults = [
    Fault(
      "no-choices", "Non-streamed answers have no choices.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .document { $0["choices"] = [] }),
    Fault(
      "role-empty", "The first delta of a stream has an empty role.",
      breaks: "chat/assistant-role: name-the-role-assistant",
      by: .events { events in
        events.updateChoices { if $0["delta"].has("role") { $0["delta"]["role"] = "" } }
      }),
    Fault(
      "content-parts", "The content of non-streamed answers is a list of parts.",
      breaks: "chat/content-is-a-text: join-text-parts",
      by: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          guard let text = message["content"].text else { return }
          message["content"] = .array([
            .object([
              .init(name: "type", value: .string("text")),
              .init(name: "text", value: .string(text)),
            ])
          ])
          choice["message"] = message
        }
      }),
    Fault(
      "no-message", "Non-streamed answers are an empty list.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .document { $0 = .array([]) }),
    Fault(
      "done-alone", "Streams contain only `[DONE]`.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .events { $0 = [.done] }),
    Fault(
      "streams-unasked", "Non-streamed requests are answered with streams.",
      breaks: "sse/streams-when-asked: stream-only-when-asked", by: .request { $0.stream = true }),
    Fault(
      "finish-null", "The finish reason stays null.",
      breaks: "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .answer { answer, _ in answer.finish = nil }),
    Fault(
      "finish-twice", "Streams have two chunks with a finish reason.",
      breaks: "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .events { events in
        events = events.flatMap { $0.choice["finish_reason"] == .null ? [$0] : [$0, $0] }
      }),
    Fault(
      "finish-end-turn", "Text answers have the finish reason `end_turn`.",
      breaks: "chat/known-finish-reason: translate-finish-reasons",
      by: .answer { answer, _ in if answer.finish == "stop" { answer.finish = "end_turn" } }),
    Fault(
      "finish-filtered", "Text answers have the finish reason `content_filter`.",
      breaks: "finish/as-expected: ask-the-engine-directly",
      by: .answer { answer, _ in if answer.finish == "stop" { answer.finish = "content_filter" } }),
  ]
}
