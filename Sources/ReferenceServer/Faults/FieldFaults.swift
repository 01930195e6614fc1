extension Fault {
  /// Fields with a wrong type or value.
  static let fieldFaults = [
    Fault(
      "id-number", "The id of an answer is a number.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .envelopes { $0["id"] = 7 }),
    Fault(
      "id-missing", "Answers have no id.", breaks: "chat/required-fields: fill-the-required-fields",
      by: .envelopes { $0.remove("id") }),
    Fault(
      "created-null", "The creation time of an answer is null.",
      breaks: "chat/required-fields: fill-the-required-fields",
      by: .envelopes { $0["created"] = .null }),
    Fault(
      "model-empty", "The model of an answer is an empty string.",
      breaks: "chat/required-fields: fill-the-required-fields",
      by: .envelopes { $0["model"] = "" }),
    Fault(
      "choice-index-missing", "Choices have no index, so two choices of a stream are merged.",
      breaks: "chat/required-fields: fill-the-required-fields",
      "chat/choices-asked-for: refuse-several-choices",
      "chat/finishes-once: finish-reason-on-the-last-delta",
      by: .envelopes { $0.updateEach("choices") { $0.remove("index") } }),
    Fault(
      "role-missing", "Messages of non-streamed answers have no role.",
      breaks: "chat/required-fields: fill-the-required-fields",
      by: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          message.remove("role")
          choice["message"] = message
        }
      }),
    Fault(
      "model-number", "The model of an answer is a number.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .envelopes { $0["model"] = 7 }),
    Fault(
      "created-text", "The creation time of an answer is a date string.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .envelopes { $0["created"] = "2026-11-21T09:34:42Z" }),
    Fault(
      "created-milliseconds", "The creation time of an answer is in milliseconds.",
      breaks: "chat/created-in-seconds: created-in-whole-seconds",
      by: .envelopes { if let time = $0["created"].integer { $0["created"] = .int(time * 1000) } }),
    Fault(
      "created-fraction", "The creation time of an answer has a fraction.",
      breaks: "chat/created-in-seconds: created-in-whole-seconds",
      by: .envelopes {
        if let time = $0["created"].integer { $0["created"] = .number("\(time).25") }
      }),
    Fault(
      "object-missing", "Answers have no `object`.",
      breaks: "chat/required-fields: fill-the-required-fields",
      by: .envelopes { $0.remove("object") }),
    Fault(
      "object-misspelt", "The `object` of an answer is misspelt.",
      breaks: "chat/object-name: name-the-object",
      by: .envelopes { if let name = $0["object"].text { $0["object"] = .string(name + "s") } }),
    Fault(
      "object-of-document", "Chunks have the `object` of a non-streamed answer.",
      breaks: "chat/object-name: name-the-object",
      by: .events { events in events.updateChunks { $0["object"] = "chat.completion" } }),
    Fault(
      "usage-text", "The counts of the usage are strings.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .envelopes { envelope in
        var usage = envelope["usage"]
        for name in ["prompt_tokens", "completion_tokens", "total_tokens"] {
          if let count = usage[name].integer { usage[name] = "\(count)" }
        }
        if usage != .null { envelope["usage"] = usage }
      }),
    Fault(
      "index-text", "The index of a choice is a string.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .envelopes { $0.updateEach("choices") { $0["index"] = .string($0["index"].compact) } }),
    Fault(
      "refusal-false", "The refusal of a message is false instead of null.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          message["refusal"] = false
          choice["message"] = message
        }
      }),
    Fault(
      "calls-object", "Messages without calls have an empty object as `tool_calls`.",
      breaks: "chat/field-types: write-the-types-of-the-api",
      by: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          if !message.has("tool_calls") { message["tool_calls"] = [:] }
          choice["message"] = message
        }
      }),
    Fault(
      "content-number", "Streamed answers to open-ended questions have numbers as content.",
      breaks: "chat/content-is-a-text: write-the-types-of-the-api",
      by: .events(where: \.isOpenEnded) { events in
        events.updateChoices { choice in
          if choice["delta"].has("content") { choice["delta"]["content"] = 7 }
        }
      }),
    Fault(
      "content-parts-once",
      "In streamed answers to open-ended questions, one delta has a list of parts as content.",
      breaks: "chat/content-is-a-text: join-text-parts",
      by: .events(where: \.isOpenEnded) { events in
        var isFirst = true
        events.updateChoices { choice in
          guard isFirst, let text = choice["delta"]["content"].text, !text.isEmpty else { return }
          choice["delta"]["content"] = [["type": "text", "text": .string(text)]]
          isFirst = false
        }
      }),
    Fault(
      "error-object",
      "Non-streamed answers to open-ended questions are an `error` object with status 200.",
      breaks: "chat/has-choices: error-behind-empty-choices",
      by: .reply { reply, request in
        guard request.isOpenEnded, !request.stream else { return }
        reply.content = .document(["object": "error", "message": "The engine died.", "code": 500])
      }),
    Fault(
      "role-tool", "Answers have the role `tool`.",
      breaks: "chat/assistant-role: name-the-role-assistant",
      by: .envelopes { envelope in
        envelope.updateEach("choices") { choice in
          for name in ["message", "delta"] where choice[name].has("role") {
            choice[name]["role"] = "tool"
          }
        }
      }),
    Fault(
      "number-too-large", "Answers contain a number that is too large for a double.",
      breaks: "json/portable-values: null-for-large-numbers",
      by: .envelopes { $0["x_time"] = .number("1e999") }),
    Fault(
      "half-pair-in-field", "An unused field contains half of a surrogate pair.",
      breaks: "json/portable-values: write-whole-characters",
      by: .envelopes { $0["x_note"] = .raw(Array(#""\ud83d""#.utf8)) }),
  ]
}
