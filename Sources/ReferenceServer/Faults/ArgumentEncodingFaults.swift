extension Fault {
  /// Wrongly written arguments of calls.
  static let argumentEncodingFaults = [
    Fault(
      "arguments-empty", "Calls without arguments have an empty string as arguments.",
      breaks: "tools/empty-arguments: write-empty-arguments",
      by: .calls { if $0.arguments.text == "{}" { $0.arguments = "" } }),
    Fault(
      "streamed-arguments-blank", "In streams, calls without arguments have a space as arguments.",
      breaks: "tools/empty-arguments: write-empty-arguments",
      by: .calls(streamed: true) { if $0.arguments.text == "{}" { $0.arguments = " " } }),
    Fault(
      "streamed-arguments-lost", "In streams, the arguments of calls are `{}`.",
      breaks: "tools/arguments-fit-the-schema: constrain-the-arguments",
      "parity/same-calls: one-parser-for-both-modes",
      by: .calls(streamed: true) { $0.arguments = "{}" }),
    rewriting("arguments-twice", "The arguments of calls are repeated.", fix: "one-call-one-object")
    {
      $0 + $0
    },
    rewriting(
      "arguments-and-more", "A stray tag follows the arguments of calls.",
      fix: "tool-parser-mismatch"
    ) {
      $0 + "</tool_call>"
    },
    rewriting(
      "arguments-encoded-twice", "The arguments of calls are JSON-encoded twice.",
      fix: "encode-arguments-once"
    ) {
      JSONValue.string($0).compact
    },
    rewriting(
      "arguments-fenced", "The arguments of calls are in a fenced block.",
      fix: "tool-parser-mismatch"
    ) {
      "```json\n\($0)\n```"
    },
    rewriting(
      "arguments-single-quotes", "The arguments of calls are in single quotes.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\"", with: "'")
    },
    rewriting(
      "arguments-bad-escape", "Backslashes in arguments are not escaped.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\\\\", with: "\\")
    },
    rewriting(
      "arguments-raw-lines", "Line breaks in arguments are not escaped.",
      fix: "tool-parser-mismatch"
    ) {
      $0.replacing("\\n", with: "\n")
    },
    Fault(
      "streamed-arguments-headless", "In streams, arguments lose their opening brace.",
      breaks: "tools/arguments-are-json: tool-parser-mismatch",
      by: .calls(streamed: true) {
        $0.arguments = .string(String(($0.arguments.text ?? "").dropFirst()))
      }),
    Fault(
      "streamed-arguments-lose-their-end", "In streams, the end of long arguments is missing.",
      breaks: "tools/arguments-are-json: arguments-cut-short",
      by: .calls(streamed: true) { call in
        if let text = call.arguments.text, text.count > 8 {
          call.arguments = .string(String(text.dropLast(7)))
        }
      }),
    Fault(
      "many-parameters-mangled",
      "Calls of functions with many parameters lose their closing brace.",
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
      "calls-merged", "Several calls are merged into one, with all arguments.",
      breaks: "tools/arguments-are-json: one-call-one-object",
      by: .answer { answer, _ in
        guard answer.calls.count > 1 else { return }
        answer.calls[0].arguments = .string(answer.calls.compactMap(\.arguments.text).joined())
        answer.calls = [answer.calls[0]]
      }),
    Fault(
      "values-as-text", "All values in arguments become strings.",
      breaks: "tools/keeps-the-types: keep-the-types",
      by: .calls { call in
        call.updateArguments { arguments in
          for member in arguments.members ?? [] where member.value.text == nil {
            arguments[member.name] = .string(member.value.compact)
          }
        }
      }),
    changingTexts("backslashes-doubled", "Backslashes in arguments are doubled.") {
      $0.replacing("\\", with: "\\\\")
    },
    changingTexts(
      "entities-in-arguments", "Special characters in arguments become HTML entities.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    },
    changingTexts(
      "arguments-cut-at-a-tag", "Texts in arguments are truncated at a `<`.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) {
      String($0.prefix { $0 != "<" })
    },
    changingTexts(
      "entities-decoded", "HTML entities in arguments are decoded.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing("&amp;", with: "&")
    },
    changingTexts(
      "arguments-blank-lines-lost", "Blank lines in arguments are removed.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing(/\n\s*\n/, with: "\n")
    },
    changingTexts(
      "arguments-expanded", "Names of variables in arguments are replaced by nothing.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.replacing(/\$\{?[A-Za-z_]+\}?/, with: "")
    },
    changingTexts(
      "arguments-cut-at-600", "Texts in arguments are truncated after 600 characters, with a mark.",
      breaks: "tools/not-recoded: update-the-tool-parser"
    ) {
      $0.count > 640 ? $0.prefix(600) + "… [truncated]" : $0
    },
    changingTexts(
      "emoji-dropped", "Emoji in arguments are removed.",
      breaks: "tools/exact-arguments: update-the-tool-parser"
    ) { text in
      // Most emoji are above U+FFFF, unlike the letters of most languages.
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value < 0x1_0000 }))
    },
  ]

  /// A fault that rewrites the JSON text of arguments.
  private static func rewriting(
    _ id: String, _ summary: String, fix remedy: String,
    _ rewrite: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: "tools/arguments-are-json: \(remedy)",
      by: .calls { if let text = $0.arguments.text { $0.arguments = .string(rewrite(text)) } })
  }

  /// A fault that changes every string in valid arguments.
  private static func changingTexts(
    _ id: String, _ summary: String,
    breaks check: String = "tools/exact-arguments: parser-or-model",
    _ change: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .calls { call in
        call.updateArguments { arguments in
          for member in arguments.members ?? [] {
            if let text = member.value.text { arguments[member.name] = .string(change(text)) }
          }
        }
      })
  }
}
