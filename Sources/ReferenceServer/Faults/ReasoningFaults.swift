extension Fault {
  /// Ways of letting thoughts leak.
  static let reasoningFaults = [
    Fault(
      "think-in-content", "The thoughts before words stand in the content, in `<think>` tags.",
      breaks: "reasoning/not-in-content: reasoning-parser",
      by: .answer { answer, _ in
        guard let content = answer.content, let reasoning = answer.reasoning else { return }
        answer.content = "<think>\(reasoning)</think>\n\n\(content)"
        answer.reasoning = nil
      }),
    Fault(
      "reasoning-in-its-tags", "The reasoning stands in its field with its tags.",
      breaks: "reasoning/without-its-tags: cut-the-tags-off",
      by: .answer { answer, _ in
        // An answer about the tags is left alone, because its reasoning may name them.
        guard answer.content?.contains("think>") != true else { return }
        answer.reasoning = answer.reasoning.map { "<think>\n\($0)\n</think>" }
      }),
    Fault(
      "stray-closing-tag", "Words begin with a thought that a second `</think>` closes.",
      breaks: "reasoning/no-stray-tag: closes-what-it-never-opened",
      by: .answer { answer, _ in
        guard let content = answer.content, answer.reasoning != nil, answer.finish == "stop" else {
          return
        }
        answer.content = "Let me see.\n</think>\n\n\(content)"
      }),
    Fault(
      "think-in-arguments", "The location among the arguments of a call begins with thoughts.",
      breaks: "reasoning/not-in-arguments: reasoning-parser",
      by: .calls { call in
        call.updateArguments { arguments in
          guard let text = arguments["location"].text else { return }
          arguments["location"] = .string("<think>Which one?</think>\(text)")
        }
      }),
  ]
}
