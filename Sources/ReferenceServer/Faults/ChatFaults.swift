extension Fault {
  /// Ways of giving an answer the wrong frame.
  static let chatFaults = [
    Fault(
      "no-choices", "An answer that is not streamed has no choices.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .document { $0["choices"] = [] }),
    Fault(
      "role-empty", "The first delta of a stream has an empty role.",
      breaks: "chat/assistant-role: name-the-role-assistant",
      by: .events { events in
        events.updateChoices { if $0["delta"].has("role") { $0["delta"]["role"] = "" } }
      }),
    Fault(
      "content-parts", "The content of a whole answer is a list of parts.",
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
      "no-message", "Whole answers are an empty list.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .document { $0 = .array([]) }),
    Fault(
      "done-alone", "Streams hold `[DONE]` and nothing else.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .events { $0 = [.done] }),
    Fault(
      "streams-unasked", "Streams are sent where none was asked for.",
      breaks: "sse/streams-when-asked: stream-only-when-asked", by: .request { $0.stream = true }),
    Fault(
      "finish-null", "The finish reason stays null.",
      breaks: "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .answer { answer, _ in answer.finish = nil }),
    Fault(
      "finish-twice", "A stream has two chunks with the finish reason.",
      breaks: "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .events { events in
        events = events.flatMap { $0.choice["finish_reason"] == .null ? [$0] : [$0, $0] }
      }),
    Fault(
      "finish-end-turn", "Answers in words finish for the reason `end_turn`.",
      breaks: "chat/known-finish-reason: translate-finish-reasons",
      by: .answer { answer, _ in if answer.finish == "stop" { answer.finish = "end_turn" } }),
    Fault(
      "finish-filtered", "Answers in words finish for the reason `content_filter`.",
      breaks: "finish/as-expected: ask-the-engine-directly",
      by: .answer { answer, _ in if answer.finish == "stop" { answer.finish = "content_filter" } }),
  ]
}
