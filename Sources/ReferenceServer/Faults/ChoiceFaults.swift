extension Fault {
  /// Ways of not doing what `tool_choice` and `parallel_tool_calls` ask for.
  static let choiceFaults = [
    Fault(
      "required-ignored", "Where a call is required, the model may choose.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if $0.toolChoice == .required { $0.toolChoice = .auto } }),
    Fault(
      "required-ignored-streamed", "Where a call is required in a stream, the model may choose.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if $0.stream && $0.toolChoice == .required { $0.toolChoice = .auto } }),
    Fault(
      "named-ignored", "Where one function is named, the model may choose.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if case .named = $0.toolChoice { $0.toolChoice = .auto } }),
    Fault(
      "named-other", "Where one function is named, another one is called.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { request in
        guard case .named(let name) = request.toolChoice else { return }
        let other = request.tools.first { $0.name != name }
        if let other { request.toolChoice = .named(other.name) }
      }),
    Fault(
      "none-ignored", "Where no call is wanted, the model may choose.",
      breaks: "tools/obeys-the-choice: hide-tools-under-none",
      by: .request { if $0.toolChoice == .none { $0.toolChoice = .auto } }),
    Fault(
      "none-empties", "Where no call is wanted and tools are there, nothing is said.",
      breaks: "tools/obeys-the-choice: hide-tools-under-none",
      by: .answer { answer, request in
        guard request.toolChoice == .none, !request.tools.isEmpty else { return }
        answer = Answer(content: "", finish: "stop")
      }),
    Fault(
      "none-as-markup", "Where no call is wanted and tools are there, one stands in the content.",
      breaks: "tools/no-call-markup: hide-tools-under-none",
      by: .answer { answer, request in
        guard request.toolChoice == .none, let tool = request.tools.first else { return }
        answer.content =
          "<tool_call>\n{\"name\": \"\(tool.name)\", \"arguments\": {}}\n</tool_call>"
      }),
    Fault(
      "several-at-a-time", "`parallel_tool_calls: false` is ignored.",
      breaks: "tools/one-call-when-asked: one-call-at-a-time",
      by: .request { $0.callsInParallel = true }),
    Fault(
      "one-of-several", "Of several calls, the first alone is made.",
      breaks: "tools/expected-calls: see-how-often",
      by: .answer { answer, _ in answer.calls = Array(answer.calls.prefix(1)) }),
    Fault(
      "one-of-several-whole", "Of several calls, whole answers hold the last alone.",
      breaks: "tools/keeps-the-calls: keep-every-call", "tools/expected-calls: see-how-often",
      by: .answer { answer, request in
        if !request.stream { answer.calls = Array(answer.calls.suffix(1)) }
      }),
  ]
}
