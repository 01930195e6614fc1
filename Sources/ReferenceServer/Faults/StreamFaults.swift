extension Fault {
  /// Wrong streams.
  static let streamFaults = [
    Fault(
      "stream-ignored", "Streamed requests receive a single document.",
      breaks: "sse/streams-when-asked: turn-streaming-on",
      by: .request { $0.stream = false }),
    Fault(
      "no-done", "Streams end without `[DONE]`.", breaks: "sse/ends-with-done: send-done",
      by: .events { events in events.removeAll { $0 == .done } }),
    Fault(
      "after-done", "Streams contain a second `[DONE]`.",
      breaks: "sse/nothing-after-done: done-last-and-once",
      by: .events { $0.append(.done) }),
    Fault(
      "event-not-json", "A stream contains an event with the data `ping`.",
      breaks: "sse/events-are-json: errors-as-objects",
      by: .events { $0.insert(.text("ping"), at: $0.count / 2) }),
    Fault(
      "error-in-stream", "A stream ends with an error after its first event.",
      breaks: "chat/no-error-under-200: error-names-the-cause",
      by: .events { events in
        events =
          events.prefix(1) + [.text(#"{"error":{"message":"EngineCore died","code":500}}"#), .done]
      }),
    Fault(
      "unfinished-last-event", "Streams end without the blank line after `[DONE]`.",
      breaks: "sse/last-event-is-complete: end-with-a-blank-line",
      by: .script { script, _ in
        script.updateBytes { if $0 == Event.done.bytes { $0.removeLast() } }
      }),
    Fault(
      "stream-as-json-type", "Streams are sent as application/json.",
      breaks: "sse/content-type: set-the-content-type",
      by: .reply { reply, request in
        if request.stream { reply["Content-Type"] = "application/json" }
      }),
  ]
}
