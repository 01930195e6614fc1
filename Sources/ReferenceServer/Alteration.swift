/// A change that a fault makes, at the stage at which it is the smallest.
enum Alteration: Sendable {
  /// Changes the HTTP request.
  case received(@Sendable (inout HTTPRequest) -> Void)
  /// Changes the parsed chat request.
  case request(@Sendable (inout ChatRequest) -> Void)
  /// Changes an answer of the model, before it becomes a document or a stream.
  case answer(@Sendable (inout Answer, ChatRequest) -> Void)
  /// Changes the status, headers or values of the reply to a chat request.
  case reply(@Sendable (inout Reply, ChatRequest) -> Void)
  /// Changes the bytes and pauses of the reply to a chat request.
  case script(@Sendable (inout Script, ChatRequest) -> Void)
  /// Refuses some valid chat requests.
  case refuses(@Sendable (HTTPRequest) -> Refusal?)
  /// Refuses some requests of any kind, before they are routed.
  case rejectsAll(@Sendable (HTTPRequest) -> Refusal?)
  /// Serves a document at a path outside of the API.
  case servesDocument(String, JSONValue)
  /// Changes the reply to a request that is refused.
  case refusal(@Sendable (inout Reply, HTTPRequest) -> Void)
  /// The requests for which no API key is required.
  case noAuthentication(@Sendable (HTTPRequest) -> Bool)
  /// Changes the document that lists the models.
  case models(@Sendable (inout JSONValue) -> Void)
  /// Changes the status, headers or content of the reply that lists the models.
  case listing(@Sendable (inout Reply) -> Void)
  /// Changes the bytes and pauses of any reply.
  case anything(@Sendable (inout Script) -> Void)

  /// Changes the document of a non-streamed chat answer.
  static func document(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .reply { reply, _ in
      guard case .document(var document) = reply.content else { return }
      alter(&document)
      reply.content = .document(document)
    }
  }

  /// Changes the events of a streamed chat answer.
  static func events(_ alter: @escaping @Sendable (inout [Event]) -> Void) -> Alteration {
    .reply { reply, _ in
      guard case .events(var events) = reply.content else { return }
      alter(&events)
      reply.content = .events(events)
    }
  }

  /// Changes each call of an answer.
  static func calls(_ alter: @escaping @Sendable (inout Call) -> Void) -> Alteration {
    .answer { answer, _ in
      for index in answer.calls.indices { alter(&answer.calls[index]) }
    }
  }

  /// Changes the document of a chat answer, or each chunk of its stream.
  static func envelopes(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .reply { reply, _ in reply.updateDocuments(alter) }
  }

  /// Changes the events of the streams that answer certain requests.
  static func events(
    where isAffected: @escaping @Sendable (ChatRequest) -> Bool,
    _ alter: @escaping @Sendable (inout [Event]) -> Void
  ) -> Alteration {
    .reply { reply, request in
      guard case .events(var events) = reply.content, isAffected(request) else { return }
      alter(&events)
      reply.content = .events(events)
    }
  }

  /// Changes each call of streamed answers, or of non-streamed answers.
  static func calls(streamed: Bool, _ alter: @escaping @Sendable (inout Call) -> Void) -> Alteration
  {
    .answer { answer, request in
      guard request.stream == streamed else { return }
      for index in answer.calls.indices { alter(&answer.calls[index]) }
    }
  }

  /// Changes each delta of a call in a stream.
  static func callDeltas(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .events { events in
      events.updateChoices { choice in choice["delta"].updateEach("tool_calls", alter) }
    }
  }

  /// Changes each call of a document.
  static func documentCalls(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .document { document in
      document.updateEach("choices") { $0["message"].updateEach("tool_calls", alter) }
    }
  }

  /// Refuses certain chat requests.
  static func refuse(
    _ message: String, status: Int = 400,
    when isAffected: @escaping @Sendable (ChatRequest) -> Bool
  ) -> Alteration {
    .reply { reply, request in
      guard isAffected(request) else { return }
      reply = .refusal(
        Refusal(
          status: status, message: message,
          type: status < 500 ? "invalid_request_error" : "server_error"))
    }
  }

  /// Refuses certain valid conversations, by their messages.
  static func refusing(
    _ message: String, status: Int = 400,
    messages isRefused: @escaping @Sendable ([JSONValue]) -> Bool
  ) -> Alteration {
    .refuses { request in
      guard isRefused(request.document["messages"].elements ?? []) else { return nil }
      return Refusal(
        status: status, message: message,
        type: status < 500 ? "invalid_request_error" : "server_error")
    }
  }
}
