extension Fault {
  /// Ways of changing arguments of which the schema allows one value only.
  static let enumArgumentFaults = [
    retexted(
      "arguments-trimmed", "Texts in arguments lose the white space around them.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.trimmed(start: true, end: true)) },
    retexted(
      "arguments-indent-lost", "Texts in arguments lose the white space before their first line.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.trimmed(start: true, end: false)) },
    retexted(
      "arguments-final-newline-lost", "Texts in arguments lose the line break at their end.",
      breaks: "tools/keeps-white-space: keep-white-space"
    ) { text, _ in .string(text.hasSuffix("\n") ? String(text.dropLast()) : text) },
    retexted(
      "arguments-cut-at-parameter-tag", "Texts in arguments end where `</parameter>` follows.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, _ in .string(text.before("</parameter>")) },
    retexted(
      "arguments-cut-at-value-tag", "Texts in arguments end where `</arg_value>` follows.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, _ in .string(text.before("</arg_value>")) },
    retexted(
      "arguments-cut-at-call-end", "In streams, texts end where `<|tool_call_end|>` follows.",
      breaks: "tools/keeps-tags: last-closing-tag"
    ) { text, isStreamed in .string(isStreamed ? text.before("<|tool_call_end|>") : text) },
    retexted(
      "arguments-json-text-parsed", "Texts in arguments that are a JSON object become one.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, _ in
      guard let value = try? JSONReader.read(Array(text.utf8)), value.members != nil else {
        return .string(text)
      }
      return value
    },
    retexted(
      "arguments-word-as-literal", "Texts that read `null`, `true` or a number become that.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, _ in
      guard let value = try? JSONReader.read(Array(text.utf8)), value.members == nil else {
        return .string(text)
      }
      return value
    },
    retexted(
      "arguments-null-as-literal", "In streams, texts that read `null` become null.",
      breaks: "tools/keeps-texts: keep-strings"
    ) { text, isStreamed in isStreamed && text == "null" ? .null : .string(text) },
    renumbered("arguments-int53", "Numbers in arguments become floats of 64 bits.") { lexeme in
      Double(lexeme).map { $0 > 1e15 ? "\(Int($0))" : lexeme } ?? lexeme
    },
    renumbered("arguments-decimal-mangled", "Decimals gain a zero: 108.2 becomes 108.02.") {
      $0.replacing(".", with: ".0")
    },
    renumbered("arguments-exponent-lost", "Numbers lose their exponent: 1e-7 becomes 1.") {
      String($0.prefix { $0 != "e" && $0 != "E" })
    },
    Fault(
      "arguments-ref-as-text", "Arguments described by a reference become a text of JSON.",
      breaks: "tools/objects-by-reference: resolve-references",
      by: .answer { answer, request in answer.writeReferred(request) }),
    Fault(
      "streamed-arguments-ref-as-text",
      "In a stream, arguments described by a reference become a text of JSON.",
      breaks: "tools/objects-by-reference: resolve-references",
      by: .answer { answer, request in if request.stream { answer.writeReferred(request) } }),
    Fault(
      "arguments-in-content-too", "In a stream, the texts of a file's arguments are content too.",
      breaks: "tools/not-in-content: arguments-out-of-content",
      by: .answer { answer, request in
        guard request.stream, request.offersOnly("write_file") else { return }
        answer.content = answer.calls.flatMap(\.texts).joined(separator: "\n")
      }),
    Fault(
      "streamed-short-call-lost", "In a stream, calls without arguments are missing.",
      breaks: "finish/calls-mean-tool-calls: tool-parser-mismatch",
      by: .answer { answer, request in
        guard request.stream, answer.finish == "tool_calls" else { return }
        let kept = answer.calls.filter { $0.arguments.text != "{}" }
        if kept.isEmpty { answer.calls = kept }
      }),
    Fault(
      "streamed-short-call-blank", "In a stream, the arguments of short calls are empty.",
      breaks: "tools/arguments-are-json: tool-parser-mismatch",
      by: .calls(streamed: true) { call in
        if let text = call.arguments.text, (3...24).contains(text.utf8.count) {
          call.arguments = ""
        }
      }),
    Fault(
      "empty-arguments-delta-breaks", "A stream breaks off at an empty piece of arguments.",
      breaks: "chat/no-error-under-200: error-names-the-cause",
      by: .reply { reply, request in
        guard case .events(let events) = reply.content else { return }
        let calls = events.filter { $0.choice["delta"].has("tool_calls") }
        guard calls.count == 2,
          let first = events.firstIndex(where: { $0.choice["delta"].has("tool_calls") })
        else { return }
        let error = #"{"error":{"message":"cannot translate an empty delta","type":"api_error"}}"#
        reply.content = .events(events.prefix(through: first) + [.text(error), .done])
      }),
    Fault(
      "call-dropped-on-float", "A call with 230.0 for a whole number is dropped.",
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

  /// Rewrites every text among the arguments of calls; it also says whether the answer is streamed.
  private static func retexted(
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

  /// Rewrites every number among the arguments of calls.
  private static func renumbered(
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
  /// The text without the white space at one or both of its ends.
  fileprivate func trimmed(start: Bool, end: Bool) -> String {
    var text = self[...]
    if start { text = text.drop(while: \.isWhitespace) }
    if end { while text.last?.isWhitespace ?? false { text.removeLast() } }
    return String(text)
  }

  /// The text as far as a tag in it.
  fileprivate func before(_ tag: String) -> String {
    firstRange(of: tag).map { String(self[..<$0.lowerBound]) } ?? self
  }
}

extension Call {
  /// The texts among the arguments.
  fileprivate var texts: [String] {
    let document = try? JSONReader.read(Array((arguments.text ?? "").utf8))
    return document?.members?.compactMap(\.value.text) ?? []
  }
}

extension Answer {
  /// Writes the arguments that the schema describes by a reference as texts.
  fileprivate mutating func writeReferred(_ request: ChatRequest) {
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
