extension Fault {
  /// Failures before the body of a request is read.
  static let transportFaults = [
    Fault(
      "coded-request-400", "A compressed request is read as JSON and refused.",
      breaks: "http/knows-the-coding: refuse-with-415",
      by: .received { $0.headers.removeAll { $0.name.lowercased() == "content-encoding" } }),
    Fault(
      "coded-request-500", "A compressed request causes status 500.",
      breaks: "http/knows-the-coding: refuse-with-415",
      by: .rejectsAll { request in
        guard request["content-encoding"] != nil else { return nil }
        return Refusal(status: 500, message: "'utf-8' codec can't decode", type: "server_error")
      }),
    Fault(
      "traced-request-400", "Requests with a tracing header are refused.",
      breaks: "http/accepts-the-request: accept-client-headers",
      by: .refuses { request in
        guard request["traceparent"] != nil else { return nil }
        return Refusal(status: 400, message: "Request blocked.", type: "invalid_request_error")
      }),
    Fault(
      "long-headers-431", "Requests with more than 1 KiB of headers are refused.",
      breaks: "http/accepts-the-request: accept-client-headers",
      by: .rejectsAll { request in
        let size = request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard size > 1024 else { return nil }
        return Refusal(
          status: 431, message: "Request header fields too large", type: "invalid_request_error")
      }),
    Fault(
      "preflight-401", "The preflight request of a browser requires an API key.",
      breaks: "http/lets-browsers-ask: answer-preflights-first",
      by: .rejectsAll { request in
        guard request.method == "OPTIONS" else { return nil }
        return Refusal(status: 401, message: "Missing API key.", code: "invalid_api_key")
      }),
    Fault(
      "upstream-told", "A response header contains the address of an upstream server.",
      breaks: "http/hides-its-upstream: drop-upstream-addresses",
      by: .reply { reply, _ in reply["X-Upstream"] = "http://10.0.0.7:8000/v1" }),
  ]
}
