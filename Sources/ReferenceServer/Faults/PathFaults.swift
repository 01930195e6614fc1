extension Fault {
  /// Ways of being another endpoint than the one that was meant.
  static let pathFaults = [
    Fault(
      "scope-missing", "The key lists models, and lacks the scope for chat.",
      unjudged: "The key is good for nothing that is to be judged; the run ends at the chat.",
      by: .rejectsAll { Persona.scopeRefusal(of: $0, among: ["models"]) }),
    Fault(
      "slug-unknown", "No endpoint goes by the name in the path.",
      unjudged: "The base URL is wrong; the run ends at the first step.",
      by: .rejectsAll { _ in
        Refusal(status: 404, message: "Endpoint not found.", code: "endpoint_not_found")
      }),
    Fault(
      "malformed-key-500", "A key without its scheme fails the server.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401",
      by: .refusal { reply, request in
        guard let shown = request["authorization"], !shown.hasPrefix("Bearer ") else { return }
        reply = .refusal(
          Refusal(status: 500, message: "list index out of range", type: "server_error"))
      }),
  ]
}
