extension Fault {
  /// Calls that stay text, each in the syntax of another model.
  static let callTextFaults = [
    asText("call-as-json", "Calls are JSON in the content.") {
      #"{"name": "\#($0.name)", "arguments": \#($0.arguments.text ?? "{}")}"#
    },
    asText("call-in-a-fence", "Calls are a fenced JSON block after a sentence.") {
      "Let me call it.\n```json\n"
        + #"[{"name": "\#($0.name)", "parameters": \#($0.arguments.text ?? "{}")}]"# + "\n```"
    },
    asText("call-as-pythonic", "Calls are Python syntax in the content.") {
      "[\($0.name)(\(pythonic($0.arguments)))]"
    },
    asText("call-as-python-tag", "Calls follow the tag of Llama in the content.") {
      "<|python_tag|>\($0.name).call(\(pythonic($0.arguments)))"
    },
    asText("call-as-function-tag", "Calls are tags with the name of the function in the content.") {
      "<function=\($0.name)>\($0.arguments.text ?? "{}")</function>"
    },
    asText("call-as-mistral", "Calls follow the tag of Mistral in the content.") {
      #"[TOOL_CALLS][{"name": "\#($0.name)", "arguments": \#($0.arguments.text ?? "{}")}]"#
    },
    asText("call-as-deepseek", "Calls are in the tags of DeepSeek in the content.") {
      "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>\($0.name)<｜tool▁sep｜>\($0.arguments.text ?? "{}")"
        + "<｜tool▁call▁end｜><｜tool▁calls▁end｜>"
    },
    asText("call-as-dsml", "Calls are in the newer markup of DeepSeek in the content.") {
      "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"\($0.name)\">\n</｜DSML｜invoke>"
    },
    asText("call-as-harmony", "Calls are in the format of gpt-oss in the content.") {
      "<|channel|>commentary to=functions.\($0.name) <|constrain|>json<|message|>"
        + "\($0.arguments.text ?? "{}")<|call|>"
    },
    asText("call-as-gemma", "Calls are a fenced code block in the content.") {
      "```tool_code\n\($0.name)(\(pythonic($0.arguments)))\n```"
    },
    asText("call-as-functools", "Calls are in the format of Phi in the content.") {
      #"functools[{"name": "\#($0.name)", "arguments": \#($0.arguments.text ?? "{}")}]"#
    },
    asText("call-unclosed", "Calls are in the content, in an unclosed tag.") {
      "<tool_call>\n" + #"{"name": "\#($0.name)", "arguments": \#($0.arguments.text ?? "{}")}"#
    },
    Fault(
      "call-as-text-streamed", "In streams, calls are markup in the content.",
      breaks: "streamed-tools/keeps-the-calls: keep-the-stream-path",
      by: .answer { answer, request in
        guard request.stream, answer.finish == "tool_calls" else { return }
        answer.content = answer.calls.map {
          "<|tool_call>call:\($0.name)\($0.arguments.text ?? "{}")<tool_call|>"
        }.joined()
        answer.calls = []
        answer.finish = "stop"
      }),
    Fault(
      "call-in-reasoning", "Calls stay in the reasoning.",
      breaks: "tools/no-call-markup: reasoning-swallows-the-call",
      by: .answer { answer, _ in
        guard answer.finish == "tool_calls" else { return }
        let calls = answer.calls.map {
          #"<tool_call>{"name": "\#($0.name)", "arguments": \#($0.arguments.text ?? "{}")}"#
            + "</tool_call>"
        }
        answer = Answer(
          reasoning: (answer.reasoning ?? "") + "\n" + calls.joined(), content: nil, finish: "stop")
      }),
    Fault(
      "cut-call-as-text", "A call that max_tokens truncates is markup in the content.",
      breaks: "tools/no-call-markup: tool-parser-mismatch",
      by: .answer { answer, _ in
        guard answer.finish == "length", let call = answer.calls.first else { return }
        let text = #"{"name": "\#(call.name)", "arguments": \#(call.arguments.text ?? "")"#
        answer.content = "<tool_call>\n" + text
        answer.calls = []
      }),
  ]

  /// A fault that writes calls as text instead.
  private static func asText(
    _ id: String, _ summary: String, _ write: @escaping @Sendable (Call) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: "tools/no-call-markup: tool-parser-missing",
      by: .answer { answer, _ in
        guard answer.finish == "tool_calls" else { return }
        answer = Answer(
          reasoning: answer.reasoning, content: answer.calls.map(write).joined(separator: "\n"),
          finish: "stop")
      })
  }

  /// Arguments in the syntax of Python; their values stay JSON.
  private static func pythonic(_ arguments: JSONValue) -> String {
    let document = try? JSONReader.read(Array((arguments.text ?? "{}").utf8))
    return (document?.members ?? []).map { "\($0.name)=\($0.value.compact)" }
      .joined(separator: ", ")
  }
}
