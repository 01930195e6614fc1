import Testing

@testable import ReferenceServer

extension BenignVariant {
  /// Variants of requests, answers and errors, in both modes.
  static let answers = [
    BenignVariant(
      name: "no fingerprint",
      alteration: .reply { reply, _ in
        reply.updateDocuments { document in
          document["system_fingerprint"] = .null
          document["timings"] = .object([])
        }
      }),
    BenignVariant(
      name: "usage without details",
      alteration: .reply { reply, _ in
        reply.updateDocuments { document in
          guard document["usage"] != .null else { return }
          document["usage"]["prompt_tokens_details"] = .null
          document["usage"].remove("completion_tokens_details")
          document["usage"]["cost"] = 0
        }
      }),
    BenignVariant(
      name: "errors without param and code",
      alteration: .refusal { reply, _ in
        guard case .document(var document) = reply.content else { return }
        document["error"].remove("code")
        document["error"].remove("param")
        reply.content = .document(document)
      }),
    BenignVariant(
      name: "arguments with spaces and escapes, in another order, and a number spelled out",
      alteration: .calls { call in
        call.updateArguments { $0 = .object(($0.members ?? []).reversed()) }
        guard let text = call.arguments.text, text.hasPrefix("{"), text != "{}" else { return }
        let spelled = text.replacing("1e-7", with: "1.0E-07").replacing("/", with: #"\/"#)
        call.arguments = .string("{\n  \(spelled.dropFirst().dropLast()) }")
      }),
    BenignVariant(
      name: "more text around the text before a call",
      alteration: .answer { answer, _ in
        guard !answer.calls.isEmpty, let words = answer.content else { return }
        answer.content = "Sure.\n\n\(words) One moment.\n"
      }),
    BenignVariant(
      name: "a response with another model than requested",
      alteration: .received { request in
        var document = request.document
        guard document.has("model") else { return }
        document["model"] = "reference-model"
        request.body = document.bytes
      }),
    BenignVariant(
      name: "a model list in the form of llama.cpp",
      alteration: .models { list in
        list["models"] = [["name": "reference-model", "type": "model"]]
        list.updateEach("data") { model in
          model.remove("max_model_len")
          model["meta"] = ["n_ctx": 32768, "n_ctx_train": 32768]
        }
        list["data"].append(["id": "another", "object": "model", "owned_by": "llamacpp"])
      }),
    BenignVariant(
      name: "an empty header",
      alteration: .reply { reply, _ in reply["Access-Control-Allow-Origin"] = "" }),
    BenignVariant(
      name: "a maximum of one choice",
      alteration: .refuses { request in
        (request.document["n"].integer ?? 1) > 1
          ? .invalid("n", "must be between 1 and 1, but got 2") : nil
      }),
    BenignVariant(
      name: "broken arguments refused",
      alteration: .refusing("The arguments of a call are not JSON.") { messages in
        messages.contains { message in
          message["tool_calls"].elements?.contains { $0["function"]["arguments"] == "{" } ?? false
        }
      }),
    BenignVariant(
      name: "empty content next to calls",
      alteration: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          if message["content"] == .null { message["content"] = .string("") }
          choice["message"] = message
        }
      }),
    BenignVariant(
      name: "the reasoning under its other field name",
      alteration: .reply { reply, _ in
        reply.updateDocuments { document in
          document.updateEach("choices") { choice in
            let name = choice.has("delta") ? "delta" : "message"
            var message = choice[name]
            guard message["reasoning_content"] != .null else { return }
            message["reasoning"] = message["reasoning_content"]
            message["reasoning_content"] = .null
            choice[name] = message
          }
        }
      },
      noted: ["reasoning/field-name"]),
    BenignVariant(
      name: "a model that sometimes repeats its calls",
      alteration: .answer { answer, request in
        if request.callsInParallel, request.lastUserText.count.isMultiple(of: 2),
          let call = answer.calls.first
        {
          answer.calls.append(call)
          answer.calls[answer.calls.count - 1].id = (call.id ?? "") + "b"
        }
      }),
    BenignVariant(
      name: "unknown fields everywhere, and no time",
      alteration: .envelopes { envelope in
        envelope["created"] = 0
        envelope["service_tier"] = .null
        envelope["timings"] = ["predicted_ms": .number("1.25")]
        envelope["provider"] = "somebody"
        envelope["prompt_logprobs"] = .null
      },
      noted: ["chat/created-is-told"]),
    BenignVariant(
      name: "compression when it is requested",
      alteration: .reply { reply, request in if request.acceptsGzip { reply.compress() } }),
    BenignVariant(
      name: "a named tool choice that finishes with stop",
      alteration: .answer { answer, request in
        if case .named = request.toolChoice, answer.finish == "tool_calls" {
          answer.finish = "stop"
        }
      }),
    BenignVariant(
      name: "a newline next to calls",
      alteration: .answer { answer, _ in if !answer.calls.isEmpty { answer.content = "\n\n" } }),
    BenignVariant(
      name: "no reasoning at all", alteration: .answer { answer, _ in answer.reasoning = nil }),
  ]
}
