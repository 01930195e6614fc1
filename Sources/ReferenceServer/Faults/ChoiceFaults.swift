extension Fault {
  /// `tool_choice` or `parallel_tool_calls` is not obeyed.
  static let choiceFaults = [
    Fault(
      "required-ignored", "`tool_choice: required` is treated as `auto`.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if $0.toolChoice == .required { $0.toolChoice = .auto } }),
    Fault(
      "required-ignored-streamed", "In streams, `tool_choice: required` is treated as `auto`.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if $0.stream && $0.toolChoice == .required { $0.toolChoice = .auto } }),
    Fault(
      "named-ignored", "A named `tool_choice` is treated as `auto`.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { if case .named = $0.toolChoice { $0.toolChoice = .auto } }),
    Fault(
      "named-other", "A named `tool_choice` calls another function.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .request { request in
        guard case .named(let name) = request.toolChoice else { return }
        let other = request.tools.first { $0.name != name }
        if let other { request.toolChoice = .named(other.name) }
      }),
    Fault(
      "none-ignored", "`tool_choice: none` is treated as `auto`.",
      breaks: "tools/obeys-the-choice: hide-tools-under-none",
      by: .request { if $0.toolChoice == .none { $0.toolChoice = .auto } }),
    Fault(
      "none-empties", "`tool_choice: none` with tools produces an empty answer.",
      breaks: "tools/obeys-the-choice: hide-tools-under-none",
      by: .answer { answer, request in
        guard request.toolChoice == .none, !request.tools.isEmpty else { return }
        answer = Answer(content: "", finish: "stop")
      }),
    Fault(
      "none-as-markup", "`tool_choice: none` with tools produces a call as markup in the content.",
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
      "one-of-several", "Only the first of several calls is made.",
      breaks: "tools/expected-calls: see-how-often",
      by: .answer { answer, _ in answer.calls = Array(answer.calls.prefix(1)) }),
    Fault(
      "one-of-several-whole", "In non-streamed answers, only the last of several calls is made.",
      breaks: "tools/keeps-the-calls: keep-every-call", "tools/expected-calls: see-how-often",
      by: .answer { answer, request in
        if !request.stream { answer.calls = Array(answer.calls.suffix(1)) }
      }),
  ]
}
