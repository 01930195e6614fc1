extension Fault {
  /// Wrong server-sent events.
  static let eventFaults = [
    Fault(
      "kept-open", "Streamed answers to open-ended questions stay open after `[DONE]`.",
      breaks: "sse/closes-after-done: close-after-done",
      by: .script { script, request in
        // The last step would end the body.
        if request.isOpenEnded && request.stream { script.steps[script.steps.count - 1] = .hang }
      }),
    Fault(
      "no-done-kept-open",
      "Streamed answers to open-ended questions have no `[DONE]` and stay open.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.isOpenEnded && request.stream else { return }
        // The last two steps are `[DONE]` and the end of the body.
        script.steps = script.steps.dropLast(2) + [.hang]
      }),
    Fault(
      "done-with-space", "`[DONE]` is followed by a space.",
      breaks: "sse/events-are-json: spell-done",
      by: .events { events in events = events.map { $0 == .done ? .text("[DONE] ") : $0 } }),
    Fault(
      "event-names", "Every event has the name `completion`.",
      breaks: "sse/no-event-names: omit-event-names",
      by: .script { script, request in
        guard request.stream else { return }
        script.updateBytes {
          if $0.starts(with: "data:".utf8) { $0 = "event: completion\n".utf8 + $0 }
        }
      }),
    Fault(
      "ids-and-comments", "Every event has an id and follows a comment.",
      breaks: "sse/no-comments-with-ids: no-ids-beside-comments",
      by: .script { script, request in
        guard request.stream else { return }
        script.updateBytes {
          if $0.starts(with: "data:".utf8) { $0 = ": ping\n\nid: 1\n".utf8 + $0 }
        }
      }),
    Fault(
      "keep-alive-as-data", "A stream contains an event with the data `: keepalive`.",
      breaks: "sse/events-are-json: errors-as-objects",
      by: .events { $0.insert(.text(": keepalive"), at: $0.count / 2) }),
    Fault(
      "error-as-text", "Streamed answers to open-ended questions end with an error as plain text.",
      breaks: "sse/events-are-json: errors-as-objects",
      "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .events(where: \.isOpenEnded) { events in
        events = events.prefix(1) + [.text("Number of choices must be greater than 0."), .done]
      }),
    Fault(
      "no-blank-line",
      "In streamed answers to open-ended questions, a blank line between two events is missing.",
      breaks: "sse/events-are-json: errors-as-objects",
      by: .script { script, request in
        guard request.isOpenEnded, request.stream else { return }
        var count = 0
        script.updateBytes { bytes in
          count += 1
          // The head is counted as well, so this is the third event.
          if count == 4 { bytes.removeLast() }
        }
      }),
    Fault(
      "ends-early", "Long streams end without a finish reason, as after an exception.",
      breaks: "chat/finishes-once: stream-broke-off",
      by: .events(where: \.isLong) { $0.removeLast($0.count / 2) }),
    Fault(
      "ends-inside-a-call", "Streams end inside the arguments of a call.",
      breaks: "chat/finishes-once: stream-broke-off",
      by: .events(where: { !$0.tools.isEmpty && !$0.followsTool }) { events in
        let first = events.firstIndex { $0.choice["delta"].has("tool_calls") }
        // The beginning of the call and one part of its arguments stay.
        if let first { events.removeLast(events.count - first - 2) }
      }),
    Fault(
      "ends-inside-event", "Long streams end inside an event.",
      breaks: "chat/finishes-once: stream-broke-off",
      "sse/last-event-is-complete: end-with-a-blank-line",
      by: .script { script, request in
        guard request.isLong, request.stream, let half = script.chunks.dropFirst(9).first else {
          return
        }
        // The head, nine events, and 40 bytes of the tenth.
        script.steps =
          Array(script.steps.prefix(18)) + [.chunk(Array(half.prefix(40))), .lastChunk]
      }),
    Fault(
      "bytes-split", "In streams, rare characters are split over two events.",
      breaks: "http/valid-utf-8: whole-characters",
      by: .script { script, request in
        guard request.stream, request.tools.isEmpty else { return }
        let face = Array("🫠".utf8)
        for index in script.steps.indices {
          guard case .chunk(let bytes) = script.steps[index], let place = bytes.firstRange(of: face)
          else { continue }
          // The first half needs the end of an event, and the second half a beginning.
          let (start, end) = (bytes[..<place.lowerBound], bytes[place.upperBound...])
          script.steps[index] = .chunk(
            start + face.prefix(2) + Array(#""},"logprobs":null,"finish_reason":null}]}"#.utf8) + [
              0x0A, 0x0A,
            ])
          script.steps.insert(.chunk(start + face.suffix(2) + end), at: index + 1)
          return
        }
      }),
  ]
}
