extension Fault {
  /// Ways of streaming calls wrongly.
  static let streamedToolFaults = [
    Fault(
      "streamed-arguments-null-first", "The first delta of a call has null as its arguments.",
      breaks: "streamed-tools/arguments-are-texts: empty-text-instead-of-null",
      by: .callDeltas { piece in
        if piece["id"] != .null, piece["function"].has("arguments") {
          piece["function"]["arguments"] = .null
        }
      }),
    Fault(
      "streamed-index-zero", "In a stream, all calls have the index 0.",
      breaks: "streamed-tools/one-index-per-call: count-the-calls",
      by: .callDeltas { $0["index"] = 0 }),
    Fault(
      "streamed-id-changes", "In a stream, every piece of a call has an id of its own.",
      breaks: "streamed-tools/one-index-per-call: make-ids-once",
      by: .events { events in
        for index in events.indices {
          updateCalls(of: &events[index]) { $0["id"] = .string("call_\(index)") }
        }
      }),
    Fault(
      "streamed-id-blanked", "In a stream, later pieces of a call have an empty id.",
      breaks: "streamed-tools/id-not-blanked: id-once-or-repeated",
      by: .callDeltas { if !$0.has("id") { $0["id"] = "" } }),
    Fault(
      "streamed-name-repeated", "In a stream, every piece of a call has its name.",
      breaks: "streamed-tools/name-comes-once: name-the-call-once",
      by: .events { events in
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
      "streamed-id-late", "In a stream, a call's id comes with its second delta.",
      breaks: "streamed-tools/first-delta-names-the-call: name-the-call-first",
      by: .events { events in
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
      "streamed-index-text", "In a stream, the indexes of calls are strings.",
      breaks: "streamed-tools/deltas-have-an-index: write-call-index",
      by: .callDeltas { $0["index"] = .string($0["index"].compact) }),
    Fault(
      "streamed-index-negative", "In a stream, the indexes of calls count from -1.",
      breaks: "streamed-tools/deltas-have-an-index: write-call-index",
      by: .callDeltas { $0["index"] = .int(($0["index"].integer ?? 0) - 1) }),
    Fault(
      "streamed-index-from-one", "In a stream, the indexes of calls count from 1.",
      breaks: "streamed-tools/index-counts-from-zero: count-the-calls",
      by: .callDeltas { $0["index"] = .int(($0["index"].integer ?? 0) + 1) }),
    Fault(
      "streamed-placeholder", "In a stream, arguments are `{}` before the real ones come.",
      breaks: "streamed-tools/no-early-object: start-arguments-empty",
      by: .callDeltas { call in
        if call.has("id") { call["function"]["arguments"] = "{}" }
      }),
    Fault(
      "streamed-function-missing", "In a stream, a piece of a call has no `function`.",
      breaks: "streamed-tools/function-in-every-delta: function-in-each-delta",
      by: .events { events in
        events = events.flatMap { event in
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
      "streamed-arguments-whole", "In a stream, the arguments of a call come in one piece.",
      breaks: "streamed-tools/arrives-in-pieces: stream-the-arguments",
      by: .events { $0 = gathered($0) }),
    Fault(
      "streamed-text-after-calls", "In a stream, a word follows the calls.",
      breaks: "streamed-tools/text-after-calls: swallow-the-markup",
      by: .events { events in
        let last = events.lastIndex { $0.choice["delta"].has("tool_calls") }
        guard let last, case .chunk(var json) = events[last] else { return }
        json.updateEach("choices") { $0["delta"] = ["content": "Done."] }
        events.insert(.chunk(json), at: last + 1)
      }),
  ]

  private static func updateCalls(of event: inout Event, _ alter: (inout JSONValue) -> Void) {
    guard case .chunk(var json) = event else { return }
    json.updateEach("choices") { $0["delta"].updateEach("tool_calls", alter) }
    event = .chunk(json)
  }

  /// The events with the arguments of each call in the first of their pieces.
  static func gathered(_ events: [Event]) -> [Event] {
    var result: [Event] = []
    var sofar: (at: Int, index: JSONValue, text: String)?
    for event in events {
      let call = event.choice["delta"]["tool_calls"].elements?.first ?? .null
      let part = call["function"]["arguments"].text
      if let part, !call.has("id"), let (at, index, text) = sofar, index == call["index"] {
        sofar = (at, index, text + part)
        updateCalls(of: &result[at]) { $0["function"]["arguments"] = .string(text + part) }
        continue
      }
      sofar = nil
      if let part, !call.has("id") { sofar = (result.count, call["index"], part) }
      result.append(event)
    }
    return result
  }
}
