extension Fault {
  /// Ways of failing at what clients and browsers do before a request is read.
  static let transportFaults = [
    Fault(
      "coded-request-400", "A compressed request is read as it is, and found not to be JSON.",
      breaks: "http/knows-the-coding: refuse-with-415",
      by: .received { $0.headers.removeAll { $0.name.lowercased() == "content-encoding" } }),
    Fault(
      "coded-request-500", "A compressed request fails the server.",
      breaks: "http/knows-the-coding: refuse-with-415",
      by: .turnsAway { request in
        guard request["content-encoding"] != nil else { return nil }
        return Refusal(status: 500, message: "'utf-8' codec can't decode", type: "server_error")
      }),
    Fault(
      "preflight-401", "A browser's question before a request is asked for a key.",
      breaks: "http/lets-browsers-ask: answer-preflights-first",
      by: .turnsAway { request in
        guard request.method == "OPTIONS" else { return nil }
        return Refusal(status: 401, message: "Missing API key.", code: "invalid_api_key")
      }),
    Fault(
      "upstream-told", "A header of answers tells the address of a server behind this one.",
      breaks: "http/hides-its-upstream: drop-upstream-addresses",
      by: .reply { reply, _ in reply["X-Upstream"] = "http://10.0.0.7:8000/v1" }),
  ]
}
