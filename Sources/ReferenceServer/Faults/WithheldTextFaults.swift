extension Fault {
  /// Text that is withheld because it might begin a tag, and never sent.
  static let withheldTextFaults = [
    Fault(
      "content-loses-angle", "With tools, a `<` before a letter is removed from texts.",
      breaks: "chat/keeps-angle-brackets: release-withheld-text",
      by: .answer { answer, request in
        guard !request.tools.isEmpty, let text = answer.content else { return }
        var kept = text
        for letter in "dtIi" { kept = kept.replacing("<\(letter)", with: "\(letter)") }
        answer.content = kept
      }),
    Fault(
      "content-loses-its-tail",
      "In streams, a text that ends like the tag of a call loses its end.",
      breaks: "chat/keeps-angle-brackets: release-withheld-text",
      by: .answer { answer, request in
        guard request.stream, !request.tools.isEmpty, let text = answer.content,
          text.hasSuffix("<tool")
        else { return }
        answer.content = String(text.dropLast(5))
      }),
    Fault(
      "preamble-cut-before-call", "In streams, the text before a call loses its end.",
      breaks: "tools/words-before-calls: send-words-before-calls",
      by: .answer { answer, request in
        guard request.stream, !answer.calls.isEmpty, let text = answer.content else { return }
        answer.content = String(text.dropLast(8))
      }),
    Fault(
      "preamble-begins-late", "In streams, the text before a call loses its beginning.",
      breaks: "tools/words-before-calls: send-words-before-calls",
      by: .answer { answer, request in
        guard request.stream, !answer.calls.isEmpty, let text = answer.content else { return }
        answer.content = String(text.dropFirst(4))
      }),
  ]
}
