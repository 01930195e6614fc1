/// What a fault changes, at the stage where the change is smallest.
enum Alteration: Sendable {
  /// The request, as it was received.
  case received(@Sendable (inout HTTPRequest) -> Void)
  /// The request, as the server understands it.
  case request(@Sendable (inout ChatRequest) -> Void)
  /// What the model says, before it is written as a document or a stream.
  case answer(@Sendable (inout Answer, ChatRequest) -> Void)
  /// The status, headers and values of the reply to a chat request.
  case reply(@Sendable (inout Reply, ChatRequest) -> Void)
  /// The bytes and pauses that answer a chat request.
  case script(@Sendable (inout Script, ChatRequest) -> Void)
  /// What is refused although it is in order, and how.
  case refuses(@Sendable (HTTPRequest) -> Refusal?)
  /// Any request that is refused before it is looked at, and how.
  case turnsAway(@Sendable (HTTPRequest) -> Refusal?)
  /// A document that is served beside the API.
  case serves(String, JSONValue)
  /// The reply to a request that is refused.
  case refusal(@Sendable (inout Reply, HTTPRequest) -> Void)
  /// Whether a key is asked for: no longer.
  case unlocked
  /// The document that lists the models.
  case models(@Sendable (inout JSONValue) -> Void)
  /// The status, headers and content of the reply that lists the models.
  case listing(@Sendable (inout Reply) -> Void)
  /// The bytes and pauses that answer any request at all.
  case anything(@Sendable (inout Script) -> Void)

  /// The document of a chat answer that is not streamed.
  static func document(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .reply { reply, _ in
      guard case .document(var document) = reply.content else { return }
      alter(&document)
      reply.content = .document(document)
    }
  }

  /// The events of a chat answer that is streamed.
  static func events(_ alter: @escaping @Sendable (inout [Event]) -> Void) -> Alteration {
    .reply { reply, _ in
      guard case .events(var events) = reply.content else { return }
      alter(&events)
      reply.content = .events(events)
    }
  }

  /// Each call in an answer.
  static func calls(_ alter: @escaping @Sendable (inout Call) -> Void) -> Alteration {
    .answer { answer, _ in
      for index in answer.calls.indices { alter(&answer.calls[index]) }
    }
  }

  /// A chat answer's document, or each chunk of its stream.
  static func envelopes(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .reply { reply, _ in reply.updateDocuments(alter) }
  }

  /// The chunks of the streams that answer requests of some kind.
  static func chunks(
    where isMeant: @escaping @Sendable (ChatRequest) -> Bool,
    _ alter: @escaping @Sendable (inout [Event]) -> Void
  ) -> Alteration {
    .reply { reply, request in
      guard case .events(var events) = reply.content, isMeant(request) else { return }
      alter(&events)
      reply.content = .events(events)
    }
  }

  /// Each call in an answer that is streamed, or in one that is not.
  static func calls(streamed: Bool, _ alter: @escaping @Sendable (inout Call) -> Void) -> Alteration
  {
    .answer { answer, request in
      guard request.stream == streamed else { return }
      for index in answer.calls.indices { alter(&answer.calls[index]) }
    }
  }

  /// Each piece of a call in a stream.
  static func callPieces(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .events { events in
      events.updateChoices { choice in choice["delta"].updateEach("tool_calls", alter) }
    }
  }

  /// Each call as it is written in a document.
  static func writtenCalls(_ alter: @escaping @Sendable (inout JSONValue) -> Void) -> Alteration {
    .document { document in
      document.updateEach("choices") { $0["message"].updateEach("tool_calls", alter) }
    }
  }

  /// Refuses requests of a kind.
  static func refuse(
    _ message: String, status: Int = 400,
    when isMeant: @escaping @Sendable (ChatRequest) -> Bool
  ) -> Alteration {
    .reply { reply, request in
      guard isMeant(request) else { return }
      reply = .refusal(
        Refusal(
          status: status, message: message,
          type: status < 500 ? "invalid_request_error" : "server_error"))
    }
  }

  /// Conversations that are refused although they are in order, by their messages.
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
