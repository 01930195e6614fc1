extension Fault {
  /// Ways of treating a wrong key.
  static let keyFaults = [
    Fault(
      "any-key", "Any key is taken, and none too.", breaks: "auth/wants-a-key: require-a-key",
      by: .noAuthentication { _ in true }),
    wrongKey(
      "wrong-key-404", "To a wrong key the path does not exist.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 404 },
    wrongKey(
      "wrong-key-500", "A wrong key is an error of the server.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 500 },
    wrongKey(
      "wrong-key-200", "The refusal of a wrong key comes with status 200.",
      breaks: "auth/refuses-a-wrong-key: refuse-keys-with-401"
    ) { $0.status = 200 },
    wrongKey(
      "wrong-key-detail", "A wrong key is refused in the words of a framework.",
      breaks: "errors/has-a-message: wrap-errors"
    ) { $0.content = .document(["detail": "Unauthorized"]) },
    wrongKey(
      "wrong-key-page", "A wrong key is refused with a page.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0 = .page("<html><title>403 Forbidden</title></html>\n")
      $0.status = 403
    },
  ]

  private static func wrongKey(
    _ id: String, _ summary: String, breaks check: String,
    _ alter: @escaping @Sendable (inout Reply) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .refusal { reply, _ in if reply.status == 401 { alter(&reply) } })
  }
}
