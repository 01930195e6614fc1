extension Fault {
  /// Repeated, mixed up and renamed calls.
  static let repeatedCallFaults = [
    Fault(
      "calls-twice", "A single call is returned twice, with two ids.",
      breaks: "tools/calls-once: make-each-call-once",
      by: .answer { answer, _ in
        guard answer.calls.count == 1, var copy = answer.calls.first else { return }
        // A different id, because the check of unique ids must pass.
        copy.id?.append("b")
        answer.calls.append(copy)
      }),
    Fault(
      "arguments-exchanged", "The arguments of two calls are swapped.",
      breaks: "tools/own-arguments: keep-arguments-with-their-call",
      by: .answer { answer, _ in
        guard answer.calls.count == 2 else { return }
        let first = answer.calls[0].arguments
        answer.calls[0].arguments = answer.calls[1].arguments
        answer.calls[1].arguments = first
      }),
    Fault(
      "call-ids-from-zero", "The ids of calls start at zero in each answer.",
      breaks: "tools/new-ids: new-id-in-each-turn",
      by: .answer { answer, _ in
        for index in answer.calls.indices { answer.calls[index].id = "call_\(index)" }
      }),
    Fault(
      "call-in-old-field", "Non-streamed answers have a call in the field `function_call`.",
      breaks: "tools/not-in-the-old-field: write-tool-calls",
      by: .document { document in
        document.updateEach("choices") { choice in
          guard let call = choice["message"]["tool_calls"].elements?.first else { return }
          choice["message"]["function_call"] = call["function"]
          choice["message"].remove("tool_calls")
          choice["finish_reason"] = "function_call"
        }
      }),
    Fault(
      "arguments-as-parameters", "Non-streamed answers have arguments in `function.parameters`.",
      breaks: "tools/arguments-are-a-string: write-arguments-under-their-name",
      by: .documentCalls { call in
        call["function"]["parameters"] = call["function"]["arguments"]
        call["function"].remove("arguments")
      }),
    Fault(
      "message-as-text", "Non-streamed answers have their text in `choices[].text`.",
      breaks: "chat/has-choices: write-message-not-text",
      by: .document { document in
        document.updateEach("choices") { choice in
          choice["text"] = choice["message"]["content"]
          choice.remove("message")
        }
      }),
    Fault(
      "arguments-bare",
      "With the choice `auto`, a single text argument is not wrapped in an object.",
      breaks: "tools/arguments-are-an-object: constrain-the-arguments",
      by: .answer { answer, request in
        guard request.toolChoice == .auto else { return }
        for index in answer.calls.indices {
          let document = answer.calls[index].arguments.text.flatMap {
            try? JSONReader.read(Array($0.utf8))
          }
          guard let members = document?.members, members.count == 1,
            let text = members.first?.value.text
          else { continue }
          answer.calls[index].arguments = .string(JSONValue.string(text).compact)
        }
      }),
    Fault(
      "arguments-end-now-and-then", "The arguments of every fifth call are truncated.",
      breaks: "tools/arguments-end: stronger-model",
      by: .calls { call in
        guard let text = call.arguments.text, text.count > 13, calls.next() % 5 == 1 else { return }
        call.arguments = .string(String(text.prefix(13)))
      }),
    Fault(
      "reasoning-untagged", "The reasoning is at the beginning of the content, without tags.",
      breaks: "reasoning/not-before-the-answer: reasoning-without-tags",
      by: .answer { answer, _ in
        guard let reasoning = answer.reasoning else { return }
        if let content = answer.content { answer.content = "\(reasoning)\n\n\(content)" }
        answer.reasoning = nil
      }),
    Fault(
      "reasoning-as-thinking", "The field for reasoning is named `thinking`.",
      breaks: "reasoning/under-a-known-name: rename-the-reasoning",
      by: .envelopes { document in
        document.updateEach("choices") { choice in
          let part = choice.has("delta") ? "delta" : "message"
          guard choice[part].has("reasoning_content") else { return }
          choice[part]["thinking"] = choice[part]["reasoning_content"]
          choice[part].remove("reasoning_content")
        }
      }),
  ]

  /// Counts the calls of `arguments-end-now-and-then`.
  private static let calls = Counter()
}
