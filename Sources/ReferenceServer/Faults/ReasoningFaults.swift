extension Fault {
  /// Leaking reasoning.
  static let reasoningFaults = [
    Fault(
      "think-in-content", "The reasoning of text answers is in the content, in `<think>` tags.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      by: .answer { answer, _ in
        guard let content = answer.content, let reasoning = answer.reasoning else { return }
        answer.content = "<think>\(reasoning)</think>\n\n\(content)"
        answer.reasoning = nil
      }),
    Fault(
      "reasoning-in-its-tags", "The reasoning field contains the tags.",
      breaks: "reasoning/without-its-tags: cut-the-tags-off",
      by: .answer { answer, _ in
        // An answer about the tags is left alone, because its reasoning may name them.
        guard answer.content?.contains("think>") != true else { return }
        answer.reasoning = answer.reasoning.map { "<think>\n\($0)\n</think>" }
      }),
    Fault(
      "stray-closing-tag", "The content begins with reasoning and a stray `</think>`.",
      breaks: "reasoning/no-stray-tag: closes-what-it-never-opened",
      by: .answer { answer, _ in
        guard let content = answer.content, answer.reasoning != nil, answer.finish == "stop" else {
          return
        }
        answer.content = "Let me see.\n</think>\n\n\(content)"
      }),
    Fault(
      "think-in-arguments", "The location in the arguments of a call begins with reasoning.",
      breaks: "reasoning/not-in-arguments: reasoning-parser",
      by: .calls { call in
        call.updateArguments { arguments in
          guard let text = arguments["location"].text else { return }
          arguments["location"] = .string("<think>Which one?</think>\(text)")
        }
      }),
  ]
}
