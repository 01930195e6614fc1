extension Fault {
  /// Damaged texts of the model.
  static let textFaults = [
    Fault(
      "empty-success", "Answers to open-ended questions are empty, with the finish reason `stop`.",
      breaks: "chat/says-something: error-behind-an-empty-answer",
      by: .answer { answer, request in
        if request.isOpenEnded { answer = Answer(content: "", finish: "stop") }
      }),
    Fault(
      "end-token-in-content", "Answers to open-ended questions end with `<|im_end|>`.",
      breaks: "chat/no-special-tokens: end-of-turn-token",
      by: .answer { answer, request in
        if request.isOpenEnded { answer.content?.append("<|im_end|>") }
      }),
    Fault(
      "end-tag-in-content", "Answers to open-ended questions end with `</s>`.",
      breaks: "chat/no-special-tokens: end-of-turn-token",
      by: .answer { answer, request in if request.isOpenEnded { answer.content?.append("</s>") } }),
    Fault(
      "channel-in-name", "The name of a single tool is followed by a template token.",
      breaks: "tools/known-function: name-and-more",
      by: .answer { answer, request in
        guard request.offersOnly("get_weather") else { return }
        for index in answer.calls.indices { answer.calls[index].name += "<|channel|>commentary" }
      }),
    Fault(
      "token-in-arguments", "The location in the arguments of a call ends with a template token.",
      breaks: "chat/no-special-tokens: end-of-turn-token",
      by: .answer { answer, request in answer.appendToLocation("<｜end▁of▁sentence｜>", request) }),
    Fault(
      "token-in-reasoning", "The reasoning for open-ended questions ends with a template token.",
      breaks: "chat/no-special-tokens: end-of-turn-token",
      by: .answer { answer, request in
        if request.isOpenEnded { answer.reasoning?.append("<|eot_id|>") }
      }),
    Fault(
      "rare-characters-lost", "Each character above U+FFFF becomes two U+FFFD.",
      breaks: "chat/no-broken-characters: whole-characters",
      by: .answer { answer, request in
        guard request.tools.isEmpty, let content = answer.content else { return }
        answer.content = String(
          content.map {
            $0.unicodeScalars.contains { $0.value > 0xFFFF } ? "\u{FFFD}\u{FFFD}" : String($0)
          }.joined())
      }),
    Fault(
      "character-lost-in-arguments", "The location in the arguments of a call ends with U+FFFD.",
      breaks: "chat/no-broken-characters: whole-characters",
      by: .answer { answer, request in answer.appendToLocation(" \u{FFFD}", request) }),
    Fault(
      "pair-over-deltas", "The halves of a surrogate pair are escaped in two deltas.",
      breaks: "chat/no-broken-characters: whole-characters",
      by: .events(where: \.isOpenEnded) { events in
        var halves = [#""\ud83e""#, #""\udee0""#]
        events.updateChoices { choice in
          guard choice["delta"]["content"].text?.isEmpty == false, !halves.isEmpty else { return }
          choice["delta"]["content"] = .raw(Array(halves.removeFirst().utf8))
        }
      }),
    Fault(
      "half-pair-in-content",
      "Non-streamed answers to open-ended questions end with half of a surrogate pair.",
      breaks: "chat/no-broken-characters: whole-characters",
      by: .reply { reply, request in
        guard request.isOpenEnded, case .document(var document) = reply.content else { return }
        document.updateEach("choices") { choice in
          choice["message"]["content"] = .raw(Array(#""Hello \ud83e""#.utf8))
        }
        reply.content = .document(document)
      }),
    Fault(
      "prompt-echoed", "A repeated text follows the prompt.",
      breaks: "chat/repeats-the-text: detokenizer",
      by: .answer { answer, request in
        guard request.isRepetition, let text = answer.content, text == request.quotation else {
          return
        }
        answer.content = "\(request.lastUserText) \(text)"
      }),
    Fault(
      "accents-lost", "Letters lose their accents.", breaks: "chat/repeats-the-text: detokenizer",
      by: .answer { answer, request in
        if request.tools.isEmpty { answer.content = answer.content?.replacing("ď", with: "d") }
      }),
    recoded("entities-in-content", "Special characters in texts become HTML entities.") {
      $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
    },
    recoded("content-latin-1", "The UTF-8 of texts is decoded as Latin-1.") { text in
      String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    },
    recoded("content-ascii", "Non-ASCII characters in texts become question marks.") { text in
      String(text.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
    },
    recoded("blank-lines-lost", "Blank lines in texts are removed.") { text in
      text.split(separator: "\n").joined(separator: "\n")
    },
    recoded("private-data-hidden", "A filter masks numbers with four or more digits in texts.") {
      $0.replacing(/[0-9]{4,}/, with: "[NUMBER]")
    },
    recoded("content-templated", "Text in double braces is replaced by nothing, as by a template.")
    {
      $0.replacing(/\{\{.*?\}\}/, with: "")
    },
    recoded("content-in-typography", "Straight quotes in texts become curly quotes.") { text in
      // A quote after a space or a bracket opens, every other quote closes.
      text.replacing(/(^|[\s(=\[{])"/) { "\($0.output.1)\u{201C}" }.replacing(
        "\"", with: "\u{201D}"
      )
      .replacing(/(^|[\s(=\[{])'/) { "\($0.output.1)\u{2018}" }.replacing("'", with: "\u{2019}")
    },
    recoded("content-cut-at-100", "Texts are truncated after 100 characters, with a mark.") {
      $0.count > 130 ? $0.prefix(100) + "… [truncated]" : $0
    },
    recoded("content-lines-escaped", "Line breaks in texts become a backslash and an n.") {
      $0.replacing("\n", with: "\\n")
    },
  ]

  /// A fault that changes repeated texts, which a check compares with the prompt.
  private static func recoded(
    _ id: String, _ summary: String, _ recode: @escaping @Sendable (String) -> String
  ) -> Fault {
    Fault(
      id, summary, breaks: "chat/not-recoded: gateway-filters-texts",
      by: .answer { answer, request in
        if request.isRepetition { answer.content = answer.content.map(recode) }
      })
  }
}

extension Answer {
  /// Appends a text to the location in the arguments of a call.
  fileprivate mutating func appendToLocation(_ end: String, _ request: ChatRequest) {
    guard request.offersOnly("get_weather") else { return }
    for index in calls.indices {
      calls[index].updateArguments { arguments in
        if let place = arguments["location"].text { arguments["location"] = .string(place + end) }
      }
    }
  }
}
