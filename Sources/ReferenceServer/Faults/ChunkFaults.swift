extension Fault {
  /// Wrong chunks of streams.
  static let chunkFaults = [
    Fault(
      "id-per-chunk", "Every chunk of a stream has a different id.",
      breaks: "chunks/stable-id: one-id-per-stream",
      by: .events { events in
        var count = 0
        events.updateChunks { chunk in
          count += 1
          chunk["id"] = .string("\(chunk["id"].text ?? "")-\(count)")
        }
      }),
    Fault(
      "usage-id-differs", "The chunk with the usage has a different id.",
      breaks: "chunks/stable-id: one-id-per-stream",
      by: .events { events in
        // Only the chunk with the usage has no choices.
        events.updateChunks { if $0["choices"].elements == [] { $0["id"] = "chatcmpl-usage" } }
      }),
    Fault(
      "choices-null", "The `choices` of the chunk with the usage are null.",
      breaks: "chunks/choices-and-delta: choices-and-delta-always",
      by: .events { events in
        events.updateChunks { if $0["choices"].elements == [] { $0["choices"] = .null } }
      }),
    Fault(
      "ping-object", "A stream contains an object that is not a chunk.",
      breaks: "chunks/choices-and-delta: choices-and-delta-always",
      by: .events { $0.insert(.chunk(["type": "ping"]), at: $0.count / 2) }),
    Fault(
      "delta-null", "The delta next to the finish reason is null.",
      breaks: "chunks/choices-and-delta: choices-and-delta-always",
      by: .events { events in
        events.updateChoices { if $0["finish_reason"] != .null { $0["delta"] = .null } }
      }),
    Fault(
      "delta-missing", "The choice with the finish reason has no delta.",
      breaks: "chunks/choices-and-delta: choices-and-delta-always",
      by: .events { events in
        events.updateChoices { if $0["finish_reason"] != .null { $0.remove("delta") } }
      }),
    Fault(
      "finish-key-missing", "All chunks except the last have no `finish_reason`.",
      breaks: "chunks/finish-key: null-finish-reason",
      by: .events { events in
        events.updateChoices { if $0["finish_reason"] == .null { $0.remove("finish_reason") } }
      }),
    Fault(
      "finish-empty", "All chunks except the last have an empty finish reason.",
      breaks: "chat/known-finish-reason: translate-finish-reasons",
      by: .events { events in
        events.updateChoices { if $0["finish_reason"] == .null { $0["finish_reason"] = "" } }
      }),
    Fault(
      "finish-null-in-quotes", "All chunks except the last have the finish reason `\"null\"`.",
      breaks: "chat/known-finish-reason: translate-finish-reasons",
      by: .events { events in
        events.updateChoices { if $0["finish_reason"] == .null { $0["finish_reason"] = "null" } }
      }),
    Fault(
      "words-after-finish", "In streams, the last text comes after the finish reason.",
      breaks: "chunks/nothing-after-finish: finish-reason-after-everything",
      by: .events(where: { $0.tools.isEmpty }) { events in
        // The event before the finish reason is the last text.
        if let finish = events.finish, finish > 0 { events.swapAt(finish, finish - 1) }
      }),
    Fault(
      "call-after-finish", "In streams, the end of a call comes after the finish reason.",
      breaks: "chunks/nothing-after-finish: finish-reason-after-everything",
      by: .events(where: { $0.offersOnly("get_weather") }) { events in
        guard let finish = events.finish, finish > 0 else { return }
        if events[finish - 1].choice["delta"].has("tool_calls") {
          events.swapAt(finish, finish - 1)
        }
      }),
    Fault(
      "role-late", "The role comes in the second delta of a stream.",
      breaks: "chunks/role-first: name-the-role-first",
      by: .events { events in if events.count > 2 { events.swapAt(0, 1) } }),
    Fault(
      "role-never", "Streams contain no role.", breaks: "chunks/role-first: name-the-role-first",
      by: .events { events in events.updateChoices { $0["delta"].remove("role") } }),
  ]
}
