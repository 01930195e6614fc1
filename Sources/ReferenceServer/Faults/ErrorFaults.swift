internal import Synchronization

extension Fault {
  /// Wrong refusals of invalid requests.
  static let errorFaults = [
    bad(
      "errors-as-timeouts", "Invalid requests receive status 408, which clients retry.",
      breaks: "errors/is-client-error: check-requests-first"
    ) { $0.status = 408 },
    bad(
      "errors-flat", "Errors have no `error` object, as in older versions of vLLM.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0.content = .document([
        "object": "error", "message": "Bad request.", "type": "BadRequestError", "code": 400,
      ])
    },
    bad(
      "errors-detail", "Errors are a list under `detail` with status 422, as in FastAPI.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0.status = 422
      $0.content = .document([
        "detail": [["loc": ["body", "messages"], "msg": "field required", "type": "missing"]]
      ])
    },
    bad(
      "errors-text", "Errors are a string under `error`.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0.content = .document(["error": "Bad request."])
    },
    bad(
      "errors-page", "Errors are an HTML page of a proxy.",
      breaks: "errors/has-a-message: wrap-errors"
    ) {
      $0 = .page("<html><title>400 Bad Request</title></html>\n")
      $0.status = 400
    },
    bad("errors-mute", "Errors have an empty message.", breaks: "errors/has-a-message: wrap-errors")
    {
      $0.updateError { $0["message"] = "" }
    },
    bad("errors-empty", "Errors have no body.", breaks: "errors/has-a-message: wrap-errors") {
      $0.content = .text("")
    },
    bad(
      "errors-code-object", "The code of an error is an object.",
      breaks: "errors/field-types: plain-error-fields"
    ) { $0.updateError { $0["code"] = ["number": 400] } },
    bad(
      "errors-type-number", "The type of an error is a number.",
      breaks: "errors/field-types: plain-error-fields"
    ) {
      $0.updateError { $0["type"] = 400 }
    },
    bad(
      "errors-param-list", "The param of an error is a list.",
      breaks: "errors/field-types: plain-error-fields"
    ) { $0.updateError { $0["param"] = ["messages"] } },
    bad(
      "errors-500", "Invalid requests receive status 500 without a message.",
      breaks: "errors/is-client-error: check-requests-first"
    ) {
      $0.status = 500
      $0.updateError { $0["message"] = "" }
    },
    bad(
      "errors-503", "Invalid requests receive status 503 from a router.",
      breaks: "errors/is-client-error: check-requests-first"
    ) {
      $0.status = 503
      $0.updateError { $0["message"] = "No healthy backend." }
    },
    bad(
      "errors-502-page", "Invalid requests receive an HTML page of a proxy with status 502.",
      breaks: "errors/is-client-error: gateway-passes-errors-on"
    ) {
      $0 = .page("<html><title>502 Bad Gateway</title></html>\n")
      $0.status = 502
    },
    bad(
      "errors-under-200", "Errors of invalid requests have status 200.",
      breaks: "errors/is-client-error: check-requests-first"
    ) { $0.status = 200 },
    Fault(
      "errors-in-streams", "The refusal of a streamed request is sent as a stream with status 200.",
      breaks: "errors/is-client-error: check-requests-first",
      by: .refusal { reply, request in
        guard reply.status == 400, request.document["stream"] == true,
          case .document(let error) = reply.content
        else { return }
        reply = .events([.chunk(error), .done])
      }),
    Fault(
      "stream-open-after-error", "A refused stream contains the error and stays open.",
      breaks: "errors/stream-closes-after-error: end-the-response-after-an-error",
      by: .refusal { reply, request in
        guard reply.status == 400, request.document["stream"] == true,
          case .document(let error) = reply.content
        else { return }
        reply = .events([.chunk(error)])
        reply.staysOpen = true
      }),
    Fault(
      "text-for-messages", "A string as `messages` is accepted.",
      breaks: "errors/is-client-error: check-requests-first",
      by: .refusal { reply, request in
        guard request.document["messages"].text != nil else { return }
        let hello = [Answer(content: "Hello.", finish: "stop")]
        let completion = Completion(
          identity: Identity(seed: 7, created: 1_795_219_200), promptTokens: 9, answers: hello,
          generated: hello, logprobs: nil)
        reply = .document(completion.document)
      }),
    Fault(
      "busy-without-date",
      "Requests with a `presence_penalty` receive status 429 without Retry-After.",
      breaks: "errors/busy-says-when: send-retry-after",
      by: .refuses { request in
        guard request.document["presence_penalty"] != .null else { return nil }
        return Refusal(
          status: 429, message: "Rate limit reached.", type: "requests",
          code: "rate_limit_exceeded")
      }),
    Fault(
      "unknown-model-500", "An unknown model receives status 500.",
      breaks: "errors/is-client-error: check-requests-first",
      by: .refusal { reply, _ in if reply.error["code"] == "model_not_found" { reply.status = 500 }
      }
    ),
    Fault(
      "error-stops-service",
      "After an invalid request, the next request receives status 503.",
      breaks: "errors/stays-in-service: count-no-client-errors",
      by: .refusal { reply, _ in if reply.status == 400 { outage.begin() } },
      .rejectsAll { _ in
        outage.isOver()
          ? nil
          : Refusal(
            status: 503, message: "No available workers (all circuits open or unhealthy)",
            type: "service_unavailable",
            headers: [HTTPHeader(name: "Retry-After-Ms", value: "50")])
      }),
    overflow(
      "overflow-500", "A prompt that is too long receives status 500.",
      breaks: "errors/is-client-error: check-requests-first"
    ) { $0.status = 500 },
    overflow(
      "overflow-vague", "A prompt that is too long is refused without a reason.",
      breaks: "errors/says-too-long: name-the-window"
    ) {
      $0.updateError { error in
        error["message"] = "Bad request."
        error["code"] = .null
      }
    },
  ]

  /// The state of `error-stops-service`, over all connections.
  private static let outage = Outage()

  /// Whether the next request is refused.
  private final class Outage: Sendable {
    private let isOn = Mutex(false)

    /// Makes the next request fail.
    func begin() { isOn.withLock { $0 = true } }

    /// Whether the outage is over. The first call during an outage ends it.
    func isOver() -> Bool {
      isOn.withLock { isOn in
        defer { isOn = false }
        return !isOn
      }
    }
  }

  /// Changes the refusals of invalid requests, except for wrong keys and prompts that are too long.
  private static func bad(
    _ id: String, _ summary: String, breaks check: String,
    _ alter: @escaping @Sendable (inout Reply) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .refusal { reply, request in
        let isTooLong = reply.error["code"] == "context_length_exceeded"
        if reply.status == 400, !isTooLong { alter(&reply) }
      })
  }

  /// A fault that changes the refusal of a prompt that is too long.
  private static func overflow(
    _ id: String, _ summary: String, breaks check: String,
    _ alter: @escaping @Sendable (inout Reply) -> Void
  ) -> Fault {
    Fault(
      id, summary, breaks: check,
      by: .refusal { reply, _ in
        if reply.error["code"] == "context_length_exceeded" { alter(&reply) }
      })
  }
}

extension Reply {
  /// The error of a refusal; `null` in any other reply.
  fileprivate var error: JSONValue {
    if case .document(let document) = content { document["error"] } else { .null }
  }

  /// Changes the error of a refusal.
  fileprivate mutating func updateError(_ alter: (inout JSONValue) -> Void) {
    guard case .document(var document) = content else { return }
    var error = document["error"]
    alter(&error)
    document["error"] = error
    content = .document(document)
  }
}
