extension Fault {
  /// Ways of holding text back that might begin a tag, and of never sending it.
  static let withheldTextFaults = [
    Fault(
      "content-loses-angle", "Given tools, a `<` before a letter is left out of texts.",
      breaks: "chat/keeps-angle-brackets: release-withheld-text",
      by: .answer { answer, request in
        guard !request.tools.isEmpty, let text = answer.content else { return }
        var kept = text
        for letter in "dtIi" { kept = kept.replacing("<\(letter)", with: "\(letter)") }
        answer.content = kept
      }),
    Fault(
      "content-loses-its-tail", "In a stream, a text that ends like a call's tag loses its end.",
      breaks: "chat/keeps-angle-brackets: release-withheld-text",
      by: .answer { answer, request in
        guard request.stream, !request.tools.isEmpty, let text = answer.content,
          text.hasSuffix("<tool")
        else { return }
        answer.content = String(text.dropLast(5))
      }),
    Fault(
      "preamble-cut-before-call", "In a stream, the words before a call lose their end.",
      breaks: "tools/words-before-calls: send-words-before-calls",
      by: .answer { answer, request in
        guard request.stream, !answer.calls.isEmpty, let text = answer.content else { return }
        answer.content = String(text.dropLast(8))
      }),
    Fault(
      "preamble-begins-late", "In a stream, the words before a call lose their beginning.",
      breaks: "tools/words-before-calls: send-words-before-calls",
      by: .answer { answer, request in
        guard request.stream, !answer.calls.isEmpty, let text = answer.content else { return }
        answer.content = String(text.dropFirst(4))
      }),
  ]
}
