extension Fault {
  /// Wrong tool calls.
  static let toolFaults = [
    Fault(
      "stop-with-calls", "Answers with calls have the finish reason `stop`.",
      breaks: "finish/calls-mean-tool-calls: finish-reason-of-calls",
      by: .answer { answer, _ in if answer.finish == "tool_calls" { answer.finish = "stop" } }),
    Fault(
      "tool-calls-without-calls", "Text after a tool result has the finish reason `tool_calls`.",
      breaks: "finish/calls-mean-tool-calls: tool-parser-mismatch",
      by: .answer { answer, request in
        if request.followsTool && answer.finish == "stop" { answer.finish = "tool_calls" }
      }),
    Fault(
      "budget-eaten", "With tools and no result yet, reasoning uses up the token limit.",
      breaks: "finish/fits-the-budget: raise-max-tokens",
      by: .request { $0.reasonsEndlessly = $0.awaitsCall && $0.maximumTokens <= 4096 }),
    Fault(
      "budget-eaten-uncounted",
      "With tools and no result yet, hidden and uncounted reasoning uses up the token limit.",
      breaks: "finish/fits-the-budget: raise-max-tokens",
      by: .answer { answer, request in
        if request.awaitsCall, request.toolChoice == .auto { answer = Answer(finish: "length") }
      }),
    Fault(
      "context-full",
      "With tools and no result yet, the context window is full after few tokens.",
      breaks: "finish/fits-the-budget: raise-context",
      by: .request { request in
        guard request.awaitsCall else { return }
        // The next multiple of 256, because servers round their windows.
        let room = 256 - request.promptTokens % 256
        guard room < request.maximumTokens else { return }
        request.maximumTokens = room
        request.reasonsEndlessly = true
      }),
    Fault(
      "tools-dropped", "The tools do not reach the model.",
      breaks: "tools/reach-the-model: tools-not-in-the-prompt",
      by: .request { if $0.toolChoice == .auto { $0.tools = [] } }),
    Fault(
      "call-as-text", "Calls are markup in the content.",
      breaks: "tools/no-call-markup: tool-parser-missing",
      by: .answer { answer, _ in
        guard answer.finish == "tool_calls" else { return }
        let calls = answer.calls.map { call in
          let arguments = call.arguments.text ?? "{}"
          return "<tool_call>{\"name\":\"\(call.name)\",\"arguments\":\(arguments)}</tool_call>"
        }
        answer = Answer(
          reasoning: answer.reasoning, content: calls.joined(separator: "\n"), finish: "stop")
      }),
    Fault(
      "no-call", "With the choice `auto`, text is returned instead of the expected call.",
      breaks: "tools/expected-calls: tool-parser-missing",
      by: .answer { answer, request in
        guard answer.finish == "tool_calls", request.toolChoice == .auto else { return }
        answer = Answer(
          reasoning: answer.reasoning, content: "I would rather not call anything.", finish: "stop")
      }),
    Fault(
      "call-id-missing", "Calls have no id.", breaks: "tools/call-shape: write-id-and-name",
      by: .calls { $0.id = nil }),
    Fault(
      "call-name-empty", "Calls have an empty name.",
      breaks: "tools/call-shape: write-id-and-name",
      by: .calls { $0.name = "" }),
    Fault(
      "call-unknown-function", "Calls misspell the name of the function.",
      breaks: "tools/known-function: tool-parser-mismatch",
      by: .calls { $0.name = $0.name.dropLast() + "_" }),
    Fault(
      "streamed-name-late", "In streams, the id and name of a call come in the second delta.",
      breaks: "streamed-tools/first-delta-names-the-call: name-the-call-first",
      by: .events { events in
        // From the end, so that a moved event is not moved again.
        for index in events.indices.dropLast().reversed() {
          let call = events[index].choice["delta"]["tool_calls"].elements?.first ?? .null
          let isFollowed = events[index + 1].choice["delta"].has("tool_calls")
          if call.has("id") && isFollowed { events.swapAt(index, index + 1) }
        }
      }),
    Fault(
      "streamed-index-missing", "In streams, the deltas of calls have no index.",
      breaks: "streamed-tools/deltas-have-an-index: write-call-index",
      by: .events { events in
        events.updateChoices { choice in
          choice["delta"].updateEach("tool_calls") { $0.remove("index") }
        }
      }),
    Fault(
      "calls-again", "After a tool result, the same call is made again.",
      breaks: "tools/expected-calls: result-not-consumed",
      by: .answer { answer, request in
        guard request.followsTool else { return }
        let calls = request.messages.last { !$0.calls.isEmpty }?.calls ?? []
        answer = Answer(reasoning: answer.reasoning, calls: calls, finish: "tool_calls")
        for index in answer.calls.indices { answer.calls[index].id?.append("again") }
      }),
    Fault(
      "result-ignored", "After a tool result, the answer does not use it.",
      breaks: "turns/uses-the-result: result-not-consumed",
      by: .answer { answer, request in
        guard request.followsTool, answer.finish == "stop" else { return }
        answer.content = "That has been looked up for you."
      }),
  ]
}
