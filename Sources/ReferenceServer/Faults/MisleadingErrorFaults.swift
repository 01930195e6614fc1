extension Fault {
  /// Errors that mislead the client.
  static let misleadingErrorFaults = [
    Fault(
      "error-code-number", "The code of an error is the status as a number.",
      breaks: "errors/code-is-a-text: error-code-as-text",
      by: .refusal { reply, _ in
        guard case .document(var document) = reply.content, document["error"].has("code") else {
          return
        }
        document["error"]["code"] = .int(reply.status)
        reply.content = .document(document)
      }),
    everyThird(
      "refuses-now-and-then", "Every third repetition of a deterministic request is refused.", 400),
    everyThird(
      "breaks-now-and-then", "Every third repetition of a deterministic request fails.", 500),
  ]

  /// Refuses the second of three equal deterministic requests.
  private static func everyThird(_ id: String, _ summary: String, _ status: Int) -> Fault {
    // Each fault counts separately.
    let counts = KeyedCounter<[UInt8]>()
    let refused =
      status < 500
      ? "http/accepts-the-request: error-names-the-cause"
      : "tools/output-is-readable: own-output-unreadable"
    return Fault(
      id, summary, breaks: refused,
      "errors/same-request-same-class: do-not-blame-the-client",
      by: .refuses { request in
        guard let chat = try? ChatRequest(request.body), chat.isDeterministic,
          counts.next(request.body) % 3 == 1
        else { return nil }
        return Refusal(
          status: status, message: "Unexpected tokens remaining in message header.",
          type: status < 500 ? "invalid_request_error" : "server_error")
      })
  }
}
