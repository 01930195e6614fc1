extension Fault {
  /// Ways of putting thoughts in the wrong place, each in the tongue of another model.
  static let thoughtFaults = [
    Fault(
      "reasoning-behind-the-answer", "In streams the reasoning comes behind what it leads to.",
      breaks: "reasoning/comes-first: send-reasoning-first",
      by: .events { events in
        func thinks(_ event: Event) -> Bool {
          guard case .chunk(let json) = event else { return false }
          return json["choices"].elements?.first?["delta"]["reasoning_content"].text != nil
        }
        let thoughts = events.filter(thinks)
        events.removeAll(where: thinks)
        let end = events.firstIndex { event in
          guard case .chunk(let json) = event else { return true }
          return json["choices"].elements?.first?["finish_reason"].text != nil
        }
        events.insert(contentsOf: thoughts, at: end ?? events.endIndex)
      }),
    leaking("think-minimax", "MiniMax's") { "<mm:think>\($0)</mm:think>\n" },
    leaking("think-seed", "Seed's") { "<seed:think>\($0)</seed:think>" },
    leaking("think-mistral", "Magistral's") { "[THINK]\($0)[/THINK]" },
    leaking("think-kimi", "Kimi's") { "◁think▷\($0)◁/think▷" },
    leaking("think-harmony", "gpt-oss's") {
      "<|channel|>analysis<|message|>\($0)<|end|><|start|>assistant<|channel|>final<|message|>"
    },
    leaking("think-gemma", "Gemma's") { "<|channel>thought\n\($0)<channel|>" },
    leaking(
      "think-unopened", "an unopened thought's",
      breaks: "reasoning/separated-throughout: reasoning-parser"
    ) { "\($0)\n</think>\n\n" },
    Fault(
      "think-beside-calls", "The thoughts before a call stand in its content, in tags.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      by: .answer { answer, _ in
        guard !answer.calls.isEmpty, let reasoning = answer.reasoning else { return }
        answer.content = "<think>\(reasoning)</think>"
        answer.reasoning = nil
      }),
    Fault(
      "think-in-content-streamed", "In a stream, thoughts stand in the content.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      "parity/same-fields: reasoning-in-both-modes", "parity/same-text: same-end-in-both-modes",
      by: .answer { answer, request in
        guard request.stream, let content = answer.content, let thought = answer.reasoning else {
          return
        }
        answer.content = "<think>\n\(thought)\n</think>\n\n\(content)"
        answer.reasoning = nil
      }),
    Fault(
      "tag-splits-reasoning", "A tag that thoughts speak of ends them early.",
      breaks: "reasoning/no-stray-tag: closes-what-it-never-opened",
      by: .answer { answer, _ in
        guard answer.calls.isEmpty, answer.reasoning != nil, let content = answer.content,
          content.contains("</think>")
        else { return }
        answer.content = " is one of the tags.\n</think>\n\n\(content)"
      }),
    Fault(
      "call-of-a-thought", "Words about the syntax of calls are taken for a call.",
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
      "answer-in-reasoning", "Words stand in the reasoning, and the content is null.",
      breaks: "reasoning/leaves-an-answer: no-parser-for-no-thought",
      by: .answer { answer, request in
        guard let content = answer.content, let thought = answer.reasoning, request.stop.isEmpty,
          answer.calls.isEmpty, request.format == .text
        else { return }
        answer.reasoning = "\(thought) \(content)"
        answer.content = nil
      }),
    Fault(
      "answer-in-reasoning-when-off", "Where no reasoning is wanted, the answer stands in it.",
      breaks: "reasoning/leaves-an-answer: one-switch-for-both",
      by: .answer { answer, request in
        guard !request.reasons, let content = answer.content else { return }
        answer.reasoning = content
        answer.content = nil
      }),
    Fault(
      "reasoning-then-nothing", "With tools, a stream may end after its reasoning.",
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
      "reasoning-renamed", "The reasoning is named `reasoning`.",
      breaks: "reasoning/field-name: read-both-names",
      by: .reasonings { message in
        message["reasoning"] = message["reasoning_content"]
        message.remove("reasoning_content")
      }),
    Fault(
      "reasonings-differ", "The reasoning stands in two fields, differently.",
      breaks: "reasoning/one-text: fill-one-reasoning-field",
      by: .reasonings { message in
        message["reasoning"] = .string((message["reasoning_content"].text ?? "") + "!")
      }),
    Fault(
      "reasoning-stays-on", "A model that is asked not to reason does.",
      breaks: "reasoning/can-be-turned-off: turn-reasoning-off", by: .request { $0.reasons = true }),
  ]

  private static func leaking(
    _ id: String, _ whose: String,
    breaks: String = "reasoning/not-in-content: reasoning-parser",
    _ write: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, "The thoughts before words stand in the content, in \(whose) tags.",
      breaks: breaks,
      by: .answer { answer, _ in
        guard let content = answer.content, let reasoning = answer.reasoning else { return }
        answer.content = write(reasoning) + content
        answer.reasoning = nil
      })
  }
}

extension Alteration {
  /// Each message, and each delta, that has reasoning.
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
