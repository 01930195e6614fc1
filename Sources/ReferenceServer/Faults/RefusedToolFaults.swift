extension Fault {
  /// Refusals of valid tools, and failures because of them.
  static let refusedToolFaults = [
    Fault(
      "none-refused", "`tool_choice: none` without tools is refused.",
      breaks: "http/accepts-the-variant: ignore-choice-without-tools",
      by: .refuse("When using `tool_choice`, `tools` must be set.") {
        $0.fields.contains("tool_choice") && $0.tools.isEmpty
      }),
    Fault(
      "bare-tool-refused", "A tool without `parameters` is refused.",
      breaks: "http/accepts-the-variant: accept-bare-tools",
      by: .refuse("Missing field: tools[0].function.parameters") { request in
        request.tools.contains { $0.parameters == [:] }
      }),
    Fault(
      "store-refused", "The field `store` is refused.",
      breaks: "http/accepts-the-variant: see-what-is-refused",
      by: .refuse("Extra inputs are not permitted: store") { $0.fields.contains("store") }),
    Fault(
      "long-answers-refused", "A limit of 32000 tokens is refused.",
      breaks: "http/accepts-the-variant: see-what-is-refused",
      "usage/clamps-the-limit: limits-of-the-agent",
      by: .refuse("This model's maximum context length is 8192 tokens.") {
        $0.maximumTokens > 8192 && $0.fields.contains("max_tokens")
      }),
    Fault(
      "lookahead-refused", "A schema pattern with a lookahead is refused.",
      breaks: "http/accepts-the-request: simplify-the-schemas",
      by: .refuse("Failed to initialize samplers: failed to parse grammar") { request in
        request.tools.contains { $0.parameters.compact.contains("(?!") }
      }),
    Fault(
      "open-pattern-refused", "A schema pattern that does not begin with ^ is refused.",
      breaks: "http/accepts-the-request: simplify-the-schemas",
      by: .refuse("JSON schema conversion failed: Pattern must start with '^' and end with '$'") {
        request in
        request.tools.contains { $0.parameters.compact.contains(#""pattern":"["#) }
      }),
    Fault(
      "large-tools-refused", "Tools with more than 50 KB of schemas are refused.",
      breaks: "http/accepts-the-request: simplify-the-schemas",
      by: .refuse("Failed to initialize samplers: grammar too complex") { request in
        request.tools.reduce(0) { $0 + $1.parameters.compact.utf8.count } > 50_000
      }),
    Fault(
      "references-refused", "A schema with a reference causes status 500.",
      breaks: "http/accepts-the-request: simplify-the-schemas",
      by: .refuse("Unresolvable reference", status: 500) { request in
        request.tools.contains { $0.parameters.compact.contains(#""$ref""#) }
      }),
    Fault(
      "own-output-unreadable",
      "A multi-line prompt with tools causes status 500, as if the call were unreadable.",
      breaks: "tools/output-is-readable: own-output-unreadable",
      by: .refuse("error parsing tool call: invalid character in string literal", status: 500) {
        !$0.tools.isEmpty && $0.lastUserText.contains("\n")
      }),
    Fault(
      "own-output-crashes", "A stream with a call of `edit_file` is reset in its middle.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.stream, request.offersOnly("edit_file") else { return }
        script.steps = Array(script.steps.prefix(40)) + [.reset]
      }),
    Fault(
      "call-without-tools", "An empty list of tools produces a call of an unknown function.",
      breaks: "tools/known-function: tool-parser-mismatch",
      by: .answer { answer, request in
        guard request.tools.isEmpty, request.fields.contains("tools") else { return }
        let call = Call(id: "call_madeup", name: "Apple", arguments: "{}")
        answer = Answer(reasoning: answer.reasoning, calls: [call], finish: "tool_calls")
      }),
  ]
}
