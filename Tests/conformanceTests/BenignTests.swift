import Harness
import Testing

@testable import ReferenceServer

@Suite("What the standards allow, or OpenAI does too, fails nobody")
struct BenignTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    let name: String
    let alteration: Alteration

    var testDescription: String { name }

    /// Alters every choice of streams.
    static func deltas(_ name: String, _ alter: @escaping @Sendable (inout JSONValue) -> Void)
      -> Self
    {
      Variant(name: name, alteration: .events { $0.updateChoices(alter) })
    }

    /// Alters the bytes of streams.
    static func bytes(
      _ name: String, _ alter: @escaping @Sendable (inout [UInt8]) -> Void
    ) -> Self {
      Variant(
        name: name,
        alteration: .script { script, request in
          if request.stream { script.updateBytes(alter) }
        })
    }
  }

  static let variants = [
    Variant.bytes("line ends of CR and LF") { bytes in
      if bytes.starts(with: Array("data:".utf8)) {
        bytes = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
      }
    },
    Variant.bytes("no space after data:") { bytes in
      if bytes.starts(with: Array("data: ".utf8)) { bytes.remove(at: 5) }
    },
    Variant.bytes("comments between events") { bytes in
      if bytes.starts(with: Array("data: ".utf8)) { bytes = Array(": ping\n\n".utf8) + bytes }
    },
    Variant.deltas("role on every delta") { choice in
      var delta = choice["delta"]
      delta["role"] = .string("assistant")
      choice["delta"] = delta
    },
    Variant.deltas("explicit nulls and unknown fields") { choice in
      var delta = choice["delta"]
      for name in ["refusal", "audio", "function_call"] where delta[name] == .null {
        delta[name] = .null
      }
      delta["obfuscation"] = .string("aX3")
      choice["delta"] = delta
      choice["stop_reason"] = .null
      choice["logprobs"] = .null
    },
    Variant(
      name: "no fingerprint",
      alteration: .reply { reply, _ in
        reply.updateDocuments { document in
          document["system_fingerprint"] = .null
          document["timings"] = .object([])
        }
      }),
    Variant(
      name: "usage without details",
      alteration: .reply { reply, _ in
        reply.updateDocuments { document in
          guard document["usage"] != .null else { return }
          document["usage"]["prompt_tokens_details"] = .null
          document["usage"].remove("completion_tokens_details")
          document["usage"]["cost"] = 0
        }
      }),
    Variant(
      name: "the code of an error a number",
      alteration: .refusal { reply, _ in
        guard case .document(var document) = reply.content else { return }
        document["error"]["code"] = .int(reply.status)
        document["error"].remove("param")
        reply.content = .document(document)
      }),
    Variant(
      name: "an answer whatever the model asked for",
      alteration: .received { request in
        var document = request.document
        guard document.has("model") else { return }
        document["model"] = "reference-model"
        request.body = document.bytes
      }),
    Variant(
      name: "a list of models as llama.cpp writes it",
      alteration: .models { list in
        list["models"] = [["name": "reference-model", "type": "model"]]
        list.updateEach("data") { model in
          model.remove("max_model_len")
          model["meta"] = ["n_ctx": 32768, "n_ctx_train": 32768]
        }
        list["data"].append(["id": "another", "object": "model", "owned_by": "llamacpp"])
      }),
    Variant(
      name: "an empty header",
      alteration: .reply { reply, _ in reply["Access-Control-Allow-Origin"] = "" }),
    Variant(
      name: "one choice at most",
      alteration: .refuses { request in
        (request.document["n"].integer ?? 1) > 1
          ? .invalid("n", "must be between 1 and 1, but got 2") : nil
      }),
    Variant(
      name: "broken arguments refused",
      alteration: .refusing("The arguments of a call are not JSON.") { messages in
        messages.contains { message in
          message["tool_calls"].elements?.contains { $0["function"]["arguments"] == "{" } ?? false
        }
      }),
    Variant(
      name: "empty content beside calls",
      alteration: .document { document in
        document.updateEach("choices") { choice in
          var message = choice["message"]
          if message["content"] == .null { message["content"] = .string("") }
          choice["message"] = message
        }
      }),
    Variant(
      name: "the reasoning under its other name",
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
      }),
    Variant(
      name: "calls that repeat themselves",
      alteration: .answer { answer, _ in
        if let call = answer.calls.first {
          answer.calls.append(call)
          answer.calls[answer.calls.count - 1].id = "call_another"
        }
      }),
    Variant(
      name: "no reasoning at all", alteration: .answer { answer, _ in answer.reasoning = nil }),
  ]

  @Test("a run stays clean", arguments: variants)
  func clean(_ variant: Variant) async throws {
    let fault = Fault("benign", variant.name, unjudged: "it is benign", by: variant.alteration)
    let record = try await Workshop.shared.value.record(with: [fault])
    #expect(record.failedChecks == [])
    #expect(record.outcome == .conformant)
  }
}
