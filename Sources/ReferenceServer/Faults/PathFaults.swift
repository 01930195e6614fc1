extension Fault {
  /// Endpoints other than the intended one.
  static let pathFaults = [
    Fault(
      "scope-missing", "The API key can list models, but not chat.",
      unjudged:
        "The key allows nothing that checks evaluate, so the run ends at the first chat request.",
      by: .rejectsAll { Persona.scopeRefusal(of: $0, among: ["models"]) }),
    Fault(
      "slug-unknown", "The path does not belong to any endpoint.",
      unjudged: "The base URL is wrong, so the run ends at the first step.",
      by: .rejectsAll { _ in
        Refusal(status: 404, message: "Endpoint not found.", code: "endpoint_not_found")
      }),
    Fault(
      "malformed-key-500", "An API key without `Bearer` causes status 500.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401",
      by: .refusal { reply, request in
        guard let shown = request["authorization"], !shown.hasPrefix("Bearer ") else { return }
        reply = .refusal(
          Refusal(status: 500, message: "list index out of range", type: "server_error"))
      }),
  ]
}
