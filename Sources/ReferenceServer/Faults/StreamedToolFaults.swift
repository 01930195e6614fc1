extension Fault {
  /// Wrong calls in streams.
  static let streamedToolFaults = [
    Fault(
      "streamed-arguments-null-first", "The first delta of a call has null as arguments.",
      breaks: "streamed-tools/arguments-are-texts: empty-text-instead-of-null",
      by: .callDeltas { piece in
        if piece["id"] != .null, piece["function"].has("arguments") {
          piece["function"]["arguments"] = .null
        }
      }),
    Fault(
      "streamed-index-zero", "In streams, all calls have the index 0.",
      breaks: "streamed-tools/one-index-per-call: count-the-calls",
      by: .callDeltas { $0["index"] = 0 }),
    Fault(
      "streamed-id-changes", "In streams, every delta of a call has a different id.",
      breaks: "streamed-tools/one-index-per-call: make-ids-once",
      by: .events { events in
        for index in events.indices {
          updateCalls(of: &events[index]) { $0["id"] = .string("call_\(index)") }
        }
      }),
    Fault(
      "streamed-id-blanked", "In streams, later deltas of a call have an empty id.",
      breaks: "streamed-tools/id-not-blanked: id-once-or-repeated",
      by: .callDeltas { if !$0.has("id") { $0["id"] = "" } }),
    Fault(
      "streamed-name-repeated", "In streams, every delta of a call has the name of the function.",
      breaks: "streamed-tools/name-comes-once: name-the-call-once",
      by: .events { events in
        // The names of the calls, by index.
        var names: [String: JSONValue] = [:]
        for index in events.indices {
          updateCalls(of: &events[index]) { call in
            let place = call["index"].compact
            var function = call["function"]
            if function.has("name") {
              names[place] = function["name"]
            } else if let name = names[place] {
              function["name"] = name
              call["function"] = function
            }
          }
        }
      }),
    Fault(
      "streamed-id-late", "In streams, the id of a call comes in the second delta.",
      breaks: "streamed-tools/first-delta-names-the-call: name-the-call-first",
      by: .events { events in
        // The id of a call until its second delta.
        var late: JSONValue?
        for index in events.indices {
          updateCalls(of: &events[index]) { call in
            if call.has("id") {
              late = call["id"]
              call["id"] = .null
            } else if let id = late {
              call["id"] = id
              late = nil
            }
          }
        }
      }),
    Fault(
      "streamed-index-text", "In streams, the indexes of calls are strings.",
      breaks: "streamed-tools/deltas-have-an-index: write-call-index",
      by: .callDeltas { $0["index"] = .string($0["index"].compact) }),
    Fault(
      "streamed-index-negative", "In streams, the indexes of calls start at -1.",
      breaks: "streamed-tools/deltas-have-an-index: write-call-index",
      by: .callDeltas { $0["index"] = .int(($0["index"].integer ?? 0) - 1) }),
    Fault(
      "streamed-index-from-one", "In streams, the indexes of calls start at 1.",
      breaks: "streamed-tools/index-counts-from-zero: count-the-calls",
      by: .callDeltas { $0["index"] = .int(($0["index"].integer ?? 0) + 1) }),
    Fault(
      "streamed-placeholder", "In streams, arguments begin with a placeholder `{}`.",
      breaks: "streamed-tools/no-early-object: start-arguments-empty",
      by: .callDeltas { call in
        if call.has("id") { call["function"]["arguments"] = "{}" }
      }),
    Fault(
      "streamed-function-missing", "In streams, a delta of a call has no `function`.",
      breaks: "streamed-tools/function-in-every-delta: function-in-each-delta",
      by: .events { events in
        events = events.flatMap { event in
          // A copy of the first delta without the function and the id.
          var bare = event
          var isFirst = false
          updateCalls(of: &bare) { call in
            isFirst = call.has("id")
            call = ["index": call["index"]]
          }
          return isFirst ? [event, bare] : [event]
        }
      }),
    Fault(
      "streamed-arguments-whole", "In streams, the arguments of a call are in a single delta.",
      breaks: "streamed-tools/arrives-in-pieces: stream-the-arguments",
      by: .events { $0 = joiningArguments($0) }),
    Fault(
      "streamed-text-after-calls", "In streams, text follows the calls.",
      breaks: "streamed-tools/text-after-calls: swallow-the-markup",
      by: .events { events in
        let last = events.lastIndex { $0.choice["delta"].has("tool_calls") }
        guard let last, case .chunk(var json) = events[last] else { return }
        json.updateEach("choices") { $0["delta"] = ["content": "Done."] }
        events.insert(.chunk(json), at: last + 1)
      }),
  ]

  /// Changes the calls in the delta of an event.
  private static func updateCalls(of event: inout Event, _ alter: (inout JSONValue) -> Void) {
    guard case .chunk(var json) = event else { return }
    json.updateEach("choices") { $0["delta"].updateEach("tool_calls", alter) }
    event = .chunk(json)
  }

  /// The events with the arguments of each call joined in one delta.
  static func joiningArguments(_ events: [Event]) -> [Event] {
    var result: [Event] = []
    // The delta that receives the other arguments of its call.
    var pending: (at: Int, index: JSONValue, text: String)?
    for event in events {
      let call = event.choice["delta"]["tool_calls"].elements?.first ?? .null
      let part = call["function"]["arguments"].text
      if let part, !call.has("id"), let (at, index, text) = pending, index == call["index"] {
        pending = (at, index, text + part)
        updateCalls(of: &result[at]) { $0["function"]["arguments"] = .string(text + part) }
        continue
      }
      pending = nil
      // The first delta of a call stays separate, because it contains the name.
      if let part, !call.has("id") { pending = (result.count, call["index"], part) }
      result.append(event)
    }
    return result
  }
}
