extension Fault {
  /// Ways of getting HTTP wrong.
  static let httpFaults = [
    Fault(
      "charset-latin-1", "The Content-Type of answers says that they are in Latin-1.",
      breaks: "http/charset-is-utf-8: charset-utf-8",
      by: .reply { reply, request in
        reply["Content-Type"] =
          request.stream
          ? "text/event-stream; charset=iso-8859-1" : "application/json; charset=iso-8859-1"
      }),
    Fault(
      "cut-short", "An answer that is not streamed ends in half, the connection closed.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard !request.stream, case .send(let body) = script.steps[1] else { return }
        script.steps[1...] = [.send(Array(body.prefix(body.count / 2))), .close]
      }),
    Fault(
      "swallows-the-next",
      "A connection that is kept open after an answer takes the next request and closes without a word.",
      breaks: "http/keeps-the-connection: idle-connections",
      by: .script { script, request in
        if !request.stream { script.steps.append(.swallow) }
      }),
    Fault(
      "reset-mid-stream", "The connection is reset halfway through a stream.",
      breaks: "http/answers-in-full: read-the-server-log",
      by: .script { script, request in
        guard request.stream else { return }
        script.steps.removeLast(script.steps.count / 2)
        script.steps += [.wait(.milliseconds(20)), .reset]
      }),
    Fault(
      "chat-500", "Requests with tools meet an error 500.",
      breaks: "http/refuses-no-class: tool-parser-missing",
      by: .reply { reply, request in
        guard !request.tools.isEmpty else { return }
        reply = .refusal(
          Refusal(
            status: 500, message: "The server had an error processing your request.",
            type: "server_error"))
      }),
    Fault(
      "rejects-tool-turn", "Conversations in which a tool has spoken are refused.",
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
      "redirect", "Requests with tools are redirected to the same path with a slash at its end.",
      breaks: "http/does-not-redirect: use-the-final-url",
      by: .reply { reply, request in
        guard !request.tools.isEmpty else { return }
        reply = .page("")
        reply.status = 307
        reply["Location"] = "/v1/chat/completions/"
      }),
    Fault(
      "invalid-utf8", "The first word of an answer holds two bytes that are not UTF-8.",
      breaks: "http/valid-utf-8: whole-characters",
      by: .script { script, _ in
        var isDone = false
        script.updateBytes { bytes in
          let start = Array(#"content":"Th"#.utf8)
          guard !isDone, let range = bytes.firstRange(of: start) else { return }
          bytes.replaceSubrange(range.suffix(2), with: [0xC3, 0x28])
          isDone = true
        }
      }),
    Fault(
      "json-as-text", "Answers that are JSON are sent as text/plain.",
      breaks: "http/json-content-type: set-the-content-type",
      by: .reply { reply, request in
        if !request.stream { reply["Content-Type"] = "text/plain; charset=utf-8" }
      }),
  ]
}
