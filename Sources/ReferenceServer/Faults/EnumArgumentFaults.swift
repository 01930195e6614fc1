extension Fault {
  /// Changed arguments whose schema allows only one value.
  static let enumArgumentFaults = [
    changingTexts(
      "arguments-trimmed", "Texts in arguments lose leading and trailing white space.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.trimmed(start: true, end: true)) },
    changingTexts(
      "arguments-indent-lost", "Texts in arguments lose leading white space.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.trimmed(start: true, end: false)) },
    changingTexts(
      "arguments-final-newline-lost", "Texts in arguments lose a trailing line break.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.hasSuffix("\n") ? String(text.dropLast()) : text) },
    changingTexts(
      "arguments-cut-at-parameter-tag", "Texts in arguments are truncated at `</parameter>`.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, _ in .string(text.before("</parameter>")) },
    changingTexts(
      "arguments-cut-at-value-tag", "Texts in arguments are truncated at `</arg_value>`.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, _ in .string(text.before("</arg_value>")) },
    changingTexts(
      "arguments-cut-at-call-end",
      "In streams, texts in arguments are truncated at `<|tool_call_end|>`.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, isStreamed in .string(isStreamed ? text.before("<|tool_call_end|>") : text) },
    changingTexts(
      "arguments-json-text-parsed",
      "Texts in arguments that contain a JSON object become an object.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, _ in
      guard let value = try? JSONReader.read(Array(text.utf8)), value.members != nil else {
        return .string(text)
      }
      return value
    },
    changingTexts(
      "arguments-word-as-literal",
      "The texts `null` and `true` and numeric texts in arguments become JSON literals.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, _ in
      guard let value = try? JSONReader.read(Array(text.utf8)), value.members == nil else {
        return .string(text)
      }
      return value
    },
    changingTexts(
      "arguments-null-as-literal", "In streams, the text `null` in arguments becomes null.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, isStreamed in isStreamed && text == "null" ? .null : .string(text) },
    changingNumbers("arguments-int53", "Numbers in arguments lose precision as 64-bit floats.") {
      lexeme in
      Double(lexeme).map { $0 > 1e15 ? "\(Int($0))" : lexeme } ?? lexeme
    },
    changingNumbers(
      "arguments-decimal-mangled", "Decimal numbers gain a zero: 108.2 becomes 108.02."
    ) {
      $0.replacing(".", with: ".0")
    },
    changingNumbers("arguments-exponent-lost", "Numbers lose their exponent: 1e-7 becomes 1.") {
      String($0.prefix { $0 != "e" && $0 != "E" })
    },
    Fault(
      "arguments-ref-as-text", "Arguments whose schema is a reference become JSON text.",
      breaks: "tools/objects-by-reference: resolve-references",
      by: .answer { answer, request in answer.stringifyReferences(request) }),
    Fault(
      "streamed-arguments-ref-as-text",
      "In streams, arguments whose schema is a reference become JSON text.",
      breaks: "tools/objects-by-reference: resolve-references",
      by: .answer { answer, request in if request.stream { answer.stringifyReferences(request) } }),
    Fault(
      "arguments-in-content-too",
      "In streams, the arguments of `write_file` are repeated in the content.",
      breaks: "tools/not-in-content: arguments-out-of-content",
      by: .answer { answer, request in
        guard request.stream, request.offersOnly("write_file") else { return }
        answer.content = answer.calls.flatMap(\.texts).joined(separator: "\n")
      }),
    Fault(
      "streamed-short-call-lost", "In streams, calls without arguments are missing.",
      breaks: "finish/calls-mean-tool-calls: tool-parser-mismatch",
      by: .answer { answer, request in
        guard request.stream, answer.finish == "tool_calls" else { return }
        let kept = answer.calls.filter { $0.arguments.text != "{}" }
        // Only if no call remains, so that mixed answers stay complete.
        if kept.isEmpty { answer.calls = kept }
      }),
    Fault(
      "streamed-short-call-blank", "In streams, short arguments are empty.",
      breaks: "tools/arguments-are-json: tool-parser-mismatch",
      by: .calls(streamed: true) { call in
        // `{}` is shorter: another fault changes it.
        if let text = call.arguments.text, (3...24).contains(text.utf8.count) {
          call.arguments = ""
        }
      }),
    Fault(
      "empty-arguments-delta-breaks", "A stream ends with an error at an empty delta of arguments.",
      breaks: "chat/no-error-under-200: error-names-the-cause",
      by: .reply { reply, request in
        guard case .events(let events) = reply.content else { return }
        let calls = events.filter { $0.choice["delta"].has("tool_calls") }
        // The first delta of a call, and one more with arguments such as `{}`.
        guard calls.count == 2,
          let first = events.firstIndex(where: { $0.choice["delta"].has("tool_calls") })
        else { return }
        let error = #"{"error":{"message":"cannot translate an empty delta","type":"api_error"}}"#
        reply.content = .events(events.prefix(through: first) + [.text(error), .done])
      }),
    Fault(
      "call-dropped-on-float", "A call with 230.0 for an integer parameter is dropped.",
      breaks: "finish/calls-mean-tool-calls: tool-parser-mismatch",
      by: .answer { answer, request in
        let hasInteger = request.tools.contains { tool in
          tool.parameters["properties"].members?.contains { $0.value["type"] == "integer" } ?? false
        }
        guard hasInteger, request.lastUserText.contains(/[0-9]\.0\b/) else { return }
        answer.calls = []
        answer.content = ""
      }),
  ]

  /// Changes every text in the arguments of calls. The closure also receives whether the answer is
  /// streamed.
  private static func changingTexts(
    _ id: String, _ summary: String, breaks check: String,
    _ rewrite: @escaping @Sendable (String, Bool) -> JSONValue
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .answer { answer, request in
        for index in answer.calls.indices {
          answer.calls[index].updateArguments { arguments in
            for member in arguments.members ?? [] {
              if let text = member.value.text {
                arguments[member.name] = rewrite(text, request.stream)
              }
            }
          }
        }
      })
  }

  /// Changes every number in the arguments of calls.
  private static func changingNumbers(
    _ id: String, _ summary: String, _ rewrite: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: "tools/keeps-digits: pass-numbers-as-text",
      by: .calls { call in
        call.updateArguments { arguments in
          for member in arguments.members ?? [] {
            if case .number(let lexeme) = member.value {
              arguments[member.name] = .number(rewrite(lexeme))
            }
          }
        }
      })
  }
}

extension String {
  /// The text without white space at one or both ends.
  fileprivate func trimmed(start: Bool, end: Bool) -> String {
    var text = self[...]
    if start { text = text.drop(while: \.isWhitespace) }
    if end { while text.last?.isWhitespace ?? false { text.removeLast() } }
    return String(text)
  }

  /// The text before a tag.
  fileprivate func before(_ tag: String) -> String {
    firstRange(of: tag).map { String(self[..<$0.lowerBound]) } ?? self
  }
}

extension Call {
  /// The texts in the arguments.
  fileprivate var texts: [String] {
    let document = try? JSONReader.read(Array((arguments.text ?? "").utf8))
    return document?.members?.compactMap(\.value.text) ?? []
  }
}

extension Answer {
  /// Replaces arguments whose schema is a reference by JSON text.
  fileprivate mutating func stringifyReferences(_ request: ChatRequest) {
    for index in calls.indices {
      let name = calls[index].name
      let schema = request.tools.first { $0.name == name }?.parameters ?? .null
      calls[index].updateArguments { arguments in
        for property in schema["properties"].members ?? []
        where property.value.has("$ref") && arguments.has(property.name) {
          arguments[property.name] = .string(arguments[property.name].compact)
        }
      }
    }
  }
}
