extension Fault {
  /// Wrong ends of answers.
  static let finishFaults = [
    Fault(
      "stop-with-calls-streamed", "Streams with calls have the finish reason `stop`.",
      breaks: "finish/calls-mean-tool-calls: finish-reason-of-calls",
      "parity/same-finish: same-end-in-both-modes",
      by: .answer { answer, request in
        if request.stream && answer.finish == "tool_calls" { answer.finish = "stop" }
      }),
    Fault(
      "stop-with-calls-whole", "Non-streamed answers with calls have the finish reason `stop`.",
      breaks: "finish/calls-mean-tool-calls: finish-reason-of-calls",
      "parity/same-finish: same-end-in-both-modes",
      by: .answer { answer, request in
        if !request.stream && answer.finish == "tool_calls" { answer.finish = "stop" }
      }),
    Fault(
      "function-call-with-calls", "Answers with calls have the finish reason `function_call`.",
      breaks: "finish/calls-mean-tool-calls: finish-reason-of-calls",
      by: .answer { answer, _ in
        if answer.finish == "tool_calls" { answer.finish = "function_call" }
      }),
    Fault(
      "call-swallowed", "Calls are missing, but their finish reason remains.",
      breaks: "finish/calls-mean-tool-calls: tool-parser-mismatch",
      by: .answer { answer, _ in
        guard answer.finish == "tool_calls" else { return }
        answer.calls = []
        answer.content = ""
      }),
    Fault(
      "cut-call-as-whole",
      "A streamed call that max_tokens truncates has the finish reason `tool_calls`.",
      breaks: "finish/cut-call-says-length: cut-calls-finish-with-length",
      by: .answer { answer, request in
        guard request.stream, answer.finish == "length", !answer.calls.isEmpty else { return }
        answer.finish = "tool_calls"
      }),
    Fault(
      "cut-call-as-stop", "A call that max_tokens truncates has the finish reason `stop`.",
      breaks: "finish/cut-call-says-length: cut-calls-finish-with-length",
      by: .answer { answer, request in
        guard !request.stream, answer.finish == "length", !answer.calls.isEmpty else { return }
        answer.finish = "stop"
      }),
    Fault(
      "stop-strings-ignored", "Stop strings are ignored.",
      breaks: "finish/stop-strings: stop-strings-in-the-text",
      by: .request { $0.stop = [] }),
    Fault(
      "stop-hits-reasoning", "A stop string ends the answer inside the reasoning.",
      breaks: "reasoning/stop-spares-the-answer: stop-in-the-content-alone",
      by: .answer { answer, request in
        guard !request.stop.isEmpty else { return }
        answer.content = ""
      }),
  ]
}
