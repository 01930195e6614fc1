extension Fault {
  /// Wrong handling of API keys.
  static let keyFaults = [
    Fault(
      "any-key", "Any API key is accepted, and no key too.",
      breaks: "auth/wants-a-key: require-a-key",
      by: .noAuthentication { _ in true }),
    wrongKey(
      "wrong-key-404", "A wrong API key receives status 404.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 404 },
    wrongKey(
      "wrong-key-500", "A wrong API key receives status 500.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 500 },
    wrongKey(
      "wrong-key-200", "The refusal of a wrong API key has status 200.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 200 },
    wrongKey(
      "wrong-key-detail", "The refusal of a wrong API key is in the format of FastAPI.",
      breaks: "errors/has-a-message: wrap-errors"
    ) { $0.content = .document(["detail": "Unauthorized"]) },
    wrongKey(
      "wrong-key-page", "The refusal of a wrong API key is an HTML page.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0 = .page("<html><title>403 Forbidden</title></html>\n")
      $0.status = 403
    },
  ]

  /// A fault that changes the refusal of a wrong API key.
  private static func wrongKey(
    _ id: String, _ summary: String, breaks check: String,
    _ alter: @escaping @Sendable (inout Reply) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .refusal { reply, _ in if reply.status == 401 { alter(&reply) } })
  }
}
