extension Fault {
  /// Ways of writing the arguments of calls down wrongly.
  static let writtenArgumentFaults = [
    Fault(
      "arguments-empty", "Calls without arguments have an empty text for them.",
      breaks: "tools/empty-arguments: write-empty-arguments",
      by: .calls { if $0.arguments.text == "{}" { $0.arguments = "" } }),
    Fault(
      "streamed-arguments-blank", "In a stream, calls without arguments have a space for them.",
      breaks: "tools/empty-arguments: write-empty-arguments",
      by: .calls(streamed: true) { if $0.arguments.text == "{}" { $0.arguments = " " } }),
    Fault(
      "streamed-arguments-lost", "In a stream, the arguments of calls are `{}`.",
      breaks: "tools/arguments-fit-the-schema: constrain-the-arguments",
      "parity/same-calls: one-parser-for-both-modes",
      by: .calls(streamed: true) { $0.arguments = "{}" }),
    rewritten("arguments-twice", "The arguments of calls come twice.", fix: "one-call-one-object") {
      $0 + $0
    },
    rewritten(
      "arguments-and-more", "A stray tag follows the arguments of calls.",
      fix: "tool-parser-mismatch"
    ) {
      $0 + "</tool_call>"
    },
    rewritten(
      "arguments-encoded-twice", "The arguments of calls are a string in a string.",
      fix: "encode-arguments-once"
    ) {
      JSONValue.string($0).compact
    },
    rewritten(
      "arguments-fenced", "The arguments of calls stand in a block of code.",
      fix: "tool-parser-mismatch"
    ) {
      "```json\n\($0)\n```"
    },
    rewritten(
      "arguments-single-quotes", "The arguments of calls are in single quotes.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\"", with: "'")
    },
    rewritten(
      "arguments-bad-escape", "Backslashes in arguments are not escaped.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\\\\", with: "\\")
    },
    rewritten(
      "arguments-raw-lines", "Line breaks in arguments are not escaped.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\\n", with: "\n")
    },
    Fault(
      "streamed-arguments-headless", "In a stream, arguments lose their first brace.",
      breaks: "tools/arguments-are-json: tool-parser-mismatch",
      by: .calls(streamed: true) {
        $0.arguments = .string(String(($0.arguments.text ?? "").dropFirst()))
      }),
    Fault(
      "streamed-arguments-lose-their-end", "In a stream, the end of long arguments is missing.",
      breaks: "tools/arguments-are-json: arguments-cut-short",
      by: .calls(streamed: true) { call in
        if let text = call.arguments.text, text.count > 8 {
          call.arguments = .string(String(text.dropLast(7)))
        }
      }),
    Fault(
      "many-parameters-mangled", "Calls of functions with many parameters lose their last brace.",
      breaks: "tools/arguments-are-json: arguments-cut-everywhere",
      by: .answer { answer, request in
        for index in answer.calls.indices {
          let call = answer.calls[index]
          let tool = request.tools.first { $0.name == call.name }
          guard tool?.parameters["properties"].members?.count ?? 0 > 8 else { continue }
          answer.calls[index].arguments = .string(String((call.arguments.text ?? "").dropLast()))
        }
      }),
    Fault(
      "calls-merged", "Several calls become one, with the arguments of all.",
      breaks: "tools/arguments-are-json: one-call-one-object",
      by: .answer { answer, _ in
        guard answer.calls.count > 1 else { return }
        answer.calls[0].arguments = .string(answer.calls.compactMap(\.arguments.text).joined())
        answer.calls = [answer.calls[0]]
      }),
    Fault(
      "values-as-text", "Every value in arguments that is not a text becomes one.",
      breaks: "tools/keeps-the-types: keep-the-types",
      by: .calls { call in
        call.updateArguments { arguments in
          for member in arguments.members ?? [] where member.value.text == nil {
            arguments[member.name] = .string(member.value.compact)
          }
        }
      }),
    retyped("backslashes-doubled", "Backslashes in arguments are doubled.") {
      $0.replacing("\\", with: "\\\\")
    },
    retyped(
      "entities-in-arguments", "Characters in arguments become HTML entities.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    },
    retyped(
      "arguments-cut-at-a-tag", "Texts in arguments end where a `<` should follow.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) {
      String($0.prefix { $0 != "<" })
    },
    retyped(
      "entities-decoded", "HTML entities in arguments are decoded.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing("&amp;", with: "&")
    },
    retyped(
      "arguments-blank-lines-lost", "Blank lines in arguments are left out.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing(/\n\s*\n/, with: "\n")
    },
    retyped(
      "arguments-expanded", "Names of variables in arguments are replaced by nothing.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing(/\$\{?[A-Za-z_]+\}?/, with: "")
    },
    retyped(
      "arguments-cut-at-600", "Texts in arguments end after 600 letters, and a mark says so.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.count > 640 ? $0.prefix(600) + "… [truncated]" : $0
    },
    retyped(
      "emoji-dropped", "Emoji in arguments are left out.",
      breaks: "tools/exact-arguments: update-the-tool-parser"
    ) { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value < 0x1_0000 }))
    },
  ]

  private static func rewritten(
    _ id: String, _ summary: String, fix remedy: String,
    _ rewrite: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: "tools/arguments-are-json: \(remedy)",
      by: .calls { if let text = $0.arguments.text { $0.arguments = .string(rewrite(text)) } })
  }

  private static func retyped(
    _ id: String, _ summary: String,
    breaks check: String = "tools/exact-arguments: parser-or-model",
    _ retype: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .calls { call in
        call.updateArguments { arguments in
          for member in arguments.members ?? [] {
            if let text = member.value.text { arguments[member.name] = .string(retype(text)) }
          }
        }
      })
  }
}
