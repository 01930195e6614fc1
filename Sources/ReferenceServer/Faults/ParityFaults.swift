extension Fault {
  /// Differences between streamed and non-streamed answers.
  static let parityFaults = [
    Fault(
      "streamed-arguments-differ", "In streams, an optional argument has another value.",
      breaks: "parity/same-calls: one-parser-for-both-modes",
      by: .answer { answer, request in
        guard request.stream else { return }
        for index in answer.calls.indices {
          answer.calls[index].updateArguments { arguments in
            if arguments["unit"] == "celsius" { arguments["unit"] = "fahrenheit" }
          }
        }
      }),
    Fault(
      "streamed-argument-lost", "In streams, an optional argument is missing.",
      breaks: "parity/same-calls: one-parser-for-both-modes",
      by: .answer { answer, request in
        guard request.stream else { return }
        for index in answer.calls.indices {
          answer.calls[index].updateArguments { $0.remove("unit") }
        }
      }),
    Fault(
      "no-streamed-call", "In streams, a named `tool_choice` produces text.",
      breaks: "tools/obeys-the-choice: enforce-tool-choice",
      by: .answer { answer, request in
        guard request.stream, case .named = request.toolChoice else { return }
        answer = Answer(
          reasoning: answer.reasoning, content: "I would rather not.", finish: "stop")
      }),
    Fault(
      "named-call-stops-in-streams", "In streams, a named call has the finish reason `stop`.",
      breaks: "parity/same-finish: same-end-in-both-modes",
      by: .answer { answer, request in
        guard request.stream, case .named = request.toolChoice, answer.finish == "tool_calls" else {
          return
        }
        answer.finish = "stop"
      }),
    Fault(
      "streamed-reasoning-renamed", "In streams, the reasoning has the field name `reasoning`.",
      breaks: "parity/same-fields: same-name-in-both-modes",
      "reasoning/one-name: one-name-for-reasoning",
      by: .events { events in
        events.updateChoices { choice in
          var delta = choice["delta"]
          guard delta.has("reasoning_content") else { return }
          delta["reasoning"] = delta["reasoning_content"]
          delta.remove("reasoning_content")
          choice["delta"] = delta
        }
      }),
    Fault(
      "streamed-words-added",
      "In streams, answers to deterministic requests have an additional sentence.",
      breaks: "parity/same-text: same-end-in-both-modes",
      by: .answer { answer, request in
        guard request.stream, request.isDeterministic else { return }
        answer.content?.append(" Is there more?")
      }),
    Fault(
      "whole-words-lost",
      "Non-streamed answers to deterministic requests lack their first character.",
      breaks: "parity/same-text: same-end-in-both-modes",
      by: .answer { answer, request in
        guard !request.stream, request.isDeterministic else { return }
        answer.content = answer.content.map { String($0.dropFirst()) }
      }),
  ]
}
