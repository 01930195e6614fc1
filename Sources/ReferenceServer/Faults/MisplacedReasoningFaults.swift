extension Fault {
  /// Reasoning in the wrong place, each in the syntax of another model.
  static let misplacedReasoningFaults = [
    Fault(
      "reasoning-behind-the-answer", "In streams, the reasoning follows the answer.",
      breaks: "reasoning/comes-first: send-reasoning-first",
      by: .events { events in
        func hasReasoning(_ event: Event) -> Bool {
          guard case .chunk(let json) = event else { return false }
          let choice = json["choices"].elements?.first
          return choice?["index"] == 0 && choice?["delta"]["reasoning_content"].text != nil
        }
        let reasoning = events.filter(hasReasoning)
        events.removeAll(where: hasReasoning)
        // Before the finish reason, or at the end of the stream.
        let end = events.firstIndex { event in
          guard case .chunk(let json) = event else { return true }
          return json["choices"].elements?.first?["finish_reason"].text != nil
        }
        events.insert(contentsOf: reasoning, at: end ?? events.endIndex)
      }),
    leaking("think-minimax", "MiniMax") { "<mm:think>\($0)</mm:think>\n" },
    leaking("think-seed", "Seed") { "<seed:think>\($0)</seed:think>" },
    leaking("think-mistral", "Magistral") { "[THINK]\($0)[/THINK]" },
    leaking("think-kimi", "Kimi") { "◁think▷\($0)◁/think▷" },
    leaking("think-harmony", "gpt-oss") {
      "<|channel|>analysis<|message|>\($0)<|end|><|start|>assistant<|channel|>final<|message|>"
    },
    leaking("think-gemma", "Gemma") { "<|channel>thought\n\($0)<channel|>" },
    leaking(
      "think-unopened", "an unopened tag",
      breaks: "reasoning/separated-throughout: reasoning-parser"
    ) { "\($0)\n</think>\n\n" },
    Fault(
      "think-beside-calls", "The reasoning before a call is in the content, in tags.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      by: .answer { answer, _ in
        guard !answer.calls.isEmpty, let reasoning = answer.reasoning else { return }
        answer.content = "<think>\(reasoning)</think>"
        answer.reasoning = nil
      }),
    Fault(
      "think-in-content-streamed", "In streams, the reasoning is in the content.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      "parity/same-fields: reasoning-in-both-modes", "parity/same-text: same-end-in-both-modes",
      by: .answer { answer, request in
        guard request.stream, let content = answer.content, let reasoning = answer.reasoning else {
          return
        }
        answer.content = "<think>\n\(reasoning)\n</think>\n\n\(content)"
        answer.reasoning = nil
      }),
    Fault(
      "tag-splits-reasoning", "A `</think>` in the reasoning ends it early.",
      breaks: "reasoning/no-stray-tag: closes-what-it-never-opened",
      by: .answer { answer, _ in
        guard answer.calls.isEmpty, answer.reasoning != nil, let content = answer.content,
          content.contains("</think>")
        else { return }
        answer.content = " is one of the tags.\n</think>\n\n\(content)"
      }),
    Fault(
      "call-of-a-thought", "A text about the syntax of calls is parsed as a call.",
      breaks: "tools/expected-calls: see-how-often",
      by: .answer { answer, request in
        guard answer.calls.isEmpty, answer.content?.contains("<tool_call>") == true,
          let tool = request.tools.first
        else { return }
        let call = Call(
          id: "call_phantom", name: tool.name, arguments: #"{"location":"Zurich"}"#)
        answer = Answer(reasoning: answer.reasoning, calls: [call], finish: "tool_calls")
      }),
    Fault(
      "answer-in-reasoning", "The text of an answer is in the reasoning, and the content is null.",
      breaks: "reasoning/leaves-an-answer: no-parser-for-no-thought",
      by: .answer { answer, request in
        // Stop strings and formats have other checks, which must pass.
        guard let content = answer.content, let reasoning = answer.reasoning, request.stop.isEmpty,
          answer.calls.isEmpty, request.format == .text
        else { return }
        answer.reasoning = "\(reasoning) \(content)"
        answer.content = nil
      }),
    Fault(
      "answer-in-reasoning-when-off", "With reasoning turned off, the answer is in the reasoning.",
      breaks: "reasoning/leaves-an-answer: one-switch-for-both",
      by: .answer { answer, request in
        guard !request.usesReasoning, let content = answer.content else { return }
        answer.reasoning = content
        answer.content = nil
      }),
    Fault(
      "reasoning-then-nothing", "With many tools, a stream ends after its reasoning.",
      breaks: "reasoning/leaves-an-answer: see-how-often",
      by: .answer { answer, request in
        guard request.stream, request.tools.count > 5, answer.finish == "tool_calls" else { return }
        answer = Answer(reasoning: answer.reasoning, content: nil, finish: "stop")
      }),
    Fault(
      "reasoning-object", "The reasoning is an object.",
      breaks: "reasoning/is-a-text: reasoning-as-text",
      by: .reasonings { message in
        let text = message["reasoning_content"]
        message["reasoning_content"] = ["text": text]
      }),
    Fault(
      "reasoning-renamed", "The field for reasoning is named `reasoning`.",
      breaks: "reasoning/field-name: read-both-names",
      by: .reasonings { message in
        message["reasoning"] = message["reasoning_content"]
        message.remove("reasoning_content")
      }),
    Fault(
      "reasonings-differ", "The reasoning is in two fields, with different texts.",
      breaks: "reasoning/one-text: fill-one-reasoning-field",
      by: .reasonings { message in
        message["reasoning"] = .string((message["reasoning_content"].text ?? "") + "!")
      }),
    Fault(
      "reasoning-stays-on", "Reasoning cannot be turned off.",
      breaks: "reasoning/can-be-turned-off: turn-reasoning-off",
      by: .request { $0.usesReasoning = true }),
  ]

  /// A fault that writes the reasoning into the content, in the format of a model.
  private static func leaking(
    _ id: String, _ format: String,
    breaks: String = "reasoning/not-in-content: reasoning-parser",
    _ write: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, "The reasoning of text answers is in the content, in the format of \(format).",
      breaks: breaks,
      by: .answer { answer, _ in
        guard let content = answer.content, let reasoning = answer.reasoning else { return }
        answer.content = write(reasoning) + content
        answer.reasoning = nil
      })
  }
}

extension Alteration {
  /// Changes each message and each delta that has reasoning.
  fileprivate static func reasonings(
    _ alter: @escaping @Sendable (inout JSONValue) -> Void
  ) -> Alteration {
    .envelopes { document in
      document.updateEach("choices") { choice in
        for name in ["message", "delta"] where choice[name].has("reasoning_content") {
          alter(&choice[name])
        }
      }
    }
  }
}
