extension Fault {
  /// Wrong ids, types and names of calls.
  static let callShapeFaults = [
    Fault(
      "call-id-number", "The ids of calls are numbers.",
      breaks: "tools/call-shape: write-ids-as-strings",
      by: .documentCalls { $0["id"] = 7 }, .callDeltas { if $0.has("id") { $0["id"] = 7 } }),
    Fault(
      "call-id-empty", "The ids of calls are empty.", breaks: "tools/call-shape: write-id-and-name",
      by: .calls { $0.id = "" }),
    Fault(
      "streamed-id-missing", "In streams, calls have no id.",
      breaks: "tools/call-shape: write-id-and-name",
      by: .calls(streamed: true) { $0.id = nil }),
    Fault(
      "call-ids-alike", "All calls of an answer have the same id.",
      breaks: "tools/unique-ids: one-id-per-call",
      by: .answer { answer, _ in
        for index in answer.calls.indices { answer.calls[index].id = answer.calls[0].id }
      }),
    Fault(
      "call-type-missing", "Calls have no type.", breaks: "tools/type-is-function: write-call-type",
      by: .documentCalls { $0.remove("type") }, .callDeltas { $0.remove("type") }),
    Fault(
      "streamed-type-null", "In streams, the type of calls is null.",
      breaks: "tools/type-is-function: write-call-type", by: .callDeltas { $0["type"] = .null }),
    Fault(
      "streamed-type-blanked", "In streams, later deltas of a call have an empty type.",
      breaks: "tools/type-is-function: write-call-type",
      by: .callDeltas { if !$0.has("type") { $0["type"] = "" } }),
    Fault(
      "call-name-twice", "The names of functions are doubled.",
      breaks: "tools/known-function: name-and-more",
      by: .calls { $0.name += $0.name }),
    Fault(
      "streamed-name-marked", "In streams, the names of functions end with markup.",
      breaks: "tools/known-function: name-and-more", "parity/same-calls: one-parser-for-both-modes",
      by: .calls(streamed: true) { $0.name += "<|channel|>commentary" }),
    Fault(
      "empty-list", "Non-streamed answers without calls have an empty list of calls.",
      breaks: "tools/no-empty-list: omit-the-empty-list",
      by: .document { document in
        document.updateEach("choices") { choice in
          if !choice["message"].has("tool_calls") { choice["message"]["tool_calls"] = [] }
        }
      }),
    Fault(
      "streamed-empty-list", "Deltas with text have an empty list of calls.",
      breaks: "streamed-tools/no-empty-list: omit-the-empty-list",
      by: .events { events in
        events.updateChoices { choice in
          if choice["delta"]["content"].text != nil { choice["delta"]["tool_calls"] = [] }
        }
      }),
  ]
}
