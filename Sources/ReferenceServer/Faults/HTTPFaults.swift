extension Fault {
  /// Wrong use of HTTP.
  static let httpFaults = [
    Fault(
      "charset-latin-1", "The Content-Type of answers has the charset ISO-8859-1.",
      breaks: "http/charset-is-utf-8: charset-utf-8",
      by: .reply { reply, request in
        reply["Content-Type"] =
          request.stream
          ? "text/event-stream; charset=iso-8859-1" : "application/json; charset=iso-8859-1"
      }),
    Fault(
      "cut-short",
      "Non-streamed answers are truncated in the middle, and the connection is closed.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        // The first step is the head, whose length stays that of the complete body.
        guard !request.stream, case .send(let body) = script.steps[1] else { return }
        script.steps[1...] = [.send(Array(body.prefix(body.count / 2))), .close]
      }),
    Fault(
      "swallows-the-next",
      "After an answer, the connection is closed when the next request arrives.",
      breaks: "http/keeps-the-connection: idle-connections",
      by: .script { script, request in
        if !request.stream { script.steps.append(.swallow) }
      }),
    Fault(
      "reset-mid-stream", "The connection is reset in the middle of a stream.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.stream else { return }
        script.steps.removeLast(script.steps.count / 2)
        // A reset discards bytes that the client has not read yet.
        script.steps += [.wait(.milliseconds(20)), .reset]
      }),
    Fault(
      "chat-500", "Requests with tools receive status 500.",
      breaks: "http/refuses-no-class: tool-parser-missing",
      by: .reply { reply, request in
        guard !request.tools.isEmpty else { return }
        reply = .refusal(
          Refusal(
            status: 500, message: "The server had an error processing your request.",
            type: "server_error"))
      }),
    Fault(
      "rejects-tool-turn", "Conversations with a tool result are refused.",
      breaks: "http/refuses-no-class: chat-template",
      by: .reply { reply, request in
        guard request.messages.contains(where: { $0.role == .tool }) else { return }
        reply = .refusal(.invalid("messages", "role 'tool' is not supported."))
      }),
    Fault(
      "stream-options-rejected", "Requests with `stream_options` are refused.",
      breaks: "http/refuses-no-class: field-is-refused",
      by: .reply { reply, request in
        guard request.includesUsage else { return }
        reply = .refusal(.invalid("stream_options", "Extra inputs are not permitted."))
      }),
    Fault(
      "redirect", "Requests with tools are redirected to the same path with a trailing slash.",
      breaks: "http/does-not-redirect: use-the-final-url",
      by: .reply { reply, request in
        guard !request.tools.isEmpty else { return }
        reply = .page("")
        reply.status = 307
        reply["Location"] = "/v1/chat/completions/"
      }),
    Fault(
      "invalid-utf8", "The first word of an answer contains two bytes that are not valid UTF-8.",
      breaks: "http/valid-utf-8: whole-characters",
      by: .script { script, _ in
        var isDone = false
        script.updateBytes { bytes in
          let start = Array(#"content":"Th"#.utf8)
          guard !isDone, let range = bytes.firstRange(of: start) else { return }
          // 0xC3 begins a character, which 0x28 cannot continue.
          bytes.replaceSubrange(range.suffix(2), with: [0xC3, 0x28])
          isDone = true
        }
      }),
    Fault(
      "json-as-text", "JSON answers are sent as text/plain.",
      breaks: "http/json-content-type: set-the-content-type",
      by: .reply { reply, request in
        if !request.stream { reply["Content-Type"] = "text/plain; charset=utf-8" }
      }),
  ]
}
