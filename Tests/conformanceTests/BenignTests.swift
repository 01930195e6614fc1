import Harness
import Testing

@testable import ReferenceServer

@Suite("What the standards allow, or OpenAI does too, fails nobody")
struct BenignTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    let name: String
    let alteration: Alteration
    /// Checks of the level `may` that tell of it.
    var told: Set<String> = []

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

    /// Alters the chunks of the transfer coding in which streams are sent.
    static func events(
      _ name: String, _ alter: @escaping @Sendable (inout [[UInt8]]) -> Void
    ) -> Self {
      Variant(
        name: name,
        alteration: .script { script, request in
          guard request.stream else { return }
          var chunks = script.chunks
          alter(&chunks)
          script.steps = [script.steps[0]] + chunks.map(Script.Step.chunk) + [.lastChunk]
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
      name: "errors without param and code",
      alteration: .refusal { reply, _ in
        guard case .document(var document) = reply.content else { return }
        document["error"].remove("code")
        document["error"].remove("param")
        reply.content = .document(document)
      }),
    Variant(
      name: "arguments with spaces and escapes, in another order, and a number spelled out",
      alteration: .calls { call in
        call.updateArguments { $0 = .object(($0.members ?? []).reversed()) }
        guard let text = call.arguments.text, text.hasPrefix("{"), text != "{}" else { return }
        let spelled = text.replacing("1e-7", with: "1.0E-07").replacing("/", with: #"\/"#)
        call.arguments = .string("{\n  \(spelled.dropFirst().dropLast()) }")
      }),
    Variant(
      name: "more words around the words before a call",
      alteration: .answer { answer, _ in
        guard !answer.calls.isEmpty, let words = answer.content else { return }
        answer.content = "Sure.\n\n\(words) One moment.\n"
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
      },
      told: ["reasoning/field-name"]),
    Variant(
      name: "a model that repeats its calls at times",
      alteration: .answer { answer, request in
        if request.callsInParallel, request.lastUserText.count.isMultiple(of: 2),
          let call = answer.calls.first
        {
          answer.calls.append(call)
          answer.calls[answer.calls.count - 1].id = (call.id ?? "") + "b"
        }
      }),
    Variant.bytes("line ends of CR") { bytes in
      if bytes.starts(with: Array("data:".utf8)) {
        bytes = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r").utf8)
      }
    },
    Variant.events("a byte order mark, a comment and a retry time at the start") { chunks in
      chunks[0] = [0xEF, 0xBB, 0xBF] + Array(": hello\nretry: 3000\n\n".utf8) + chunks[0]
    },
    Variant.bytes("ids on every event") { bytes in
      if bytes.starts(with: Array("data:".utf8)) { bytes = Array("id: 7\n".utf8) + bytes }
    },
    Variant.bytes("a chunk over two lines of data") { bytes in
      if let comma = bytes.firstRange(of: Array(#","model""#.utf8))?.lowerBound {
        bytes.insert(contentsOf: "\ndata: ".utf8, at: comma + 1)
      }
    },
    Variant.events("chunks of the transfer coding that cut events in half") { chunks in
      chunks = chunks.flatMap { [Array($0.prefix(30)), Array($0.dropFirst(30))] }.filter {
        !$0.isEmpty
      }
    },
    Variant(
      name: "content beside the finish reason",
      alteration: .events { events in
        guard let finish = events.finish, finish > 0 else { return }
        let last = events[finish - 1].choice["delta"]
        events.remove(at: finish - 1)
        events.updateChoices { if $0["finish_reason"] != .null { $0["delta"] = last } }
      }),
    Variant(
      name: "usage null in every chunk, and a last one that was not asked for",
      alteration: .events { events in
        guard case .chunk(var last) = events[0] else { return }
        events.updateChunks { if !$0.has("usage") { $0["usage"] = .null } }
        last["choices"] = []
        last["usage"] = ["prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18]
        if events.finish == events.count - 2 { events.insert(.chunk(last), at: events.count - 1) }
      }),
    Variant(
      name: "further fields everywhere, and no time",
      alteration: .envelopes { envelope in
        envelope["created"] = 0
        envelope["service_tier"] = .null
        envelope["timings"] = ["predicted_ms": .number("1.25")]
        envelope["provider"] = "somebody"
        envelope["prompt_logprobs"] = .null
      },
      told: ["chat/created-is-told"]),
    Variant(
      name: "a first chunk without choices, as Azure's content filter sends it",
      alteration: .events { events in
        events.insert(
          .chunk([
            "id": "", "object": "", "created": 0, "model": "", "choices": [],
            "prompt_filter_results": [],
          ]), at: 0)
      }),
    Variant(
      name: "deltas that bring nothing, after the finish reason",
      alteration: .events { events in
        guard let finish = events.finish, case .chunk(var chunk) = events[finish] else { return }
        chunk.updateEach("choices") { choice in
          choice["delta"] = ["content": ""]
          choice["finish_reason"] = .null
        }
        events.insert(.chunk(chunk), at: finish + 1)
      }),
    Variant(
      name: "a slow beginning, then a rush",
      alteration: .script { script, request in
        guard request.isLong && request.stream else { return }
        script.steps.insert(.wait(.milliseconds(1200)), at: 1)
      }),
    Variant(
      name: "compressed where it is asked for",
      alteration: .reply { reply, request in if request.acceptsGzip { reply.compress() } }),
    Variant(
      name: "a named choice that ends in stop",
      alteration: .answer { answer, request in
        if case .named = request.toolChoice, answer.finish == "tool_calls" {
          answer.finish = "stop"
        }
      }),
    Variant(
      name: "ids, types and null names on every piece of a call",
      alteration: .events { events in
        var ids: [Int: JSONValue] = [:]
        events.updateChoices { choice in
          choice["delta"].updateEach("tool_calls") { call in
            let index = call["index"].integer ?? 0
            if call.has("id") { ids[index] = call["id"] }
            call["id"] = ids[index] ?? .null
            call["type"] = "function"
            if !call["function"].has("name") { call["function"]["name"] = .null }
          }
        }
      }),
    Variant.deltas("null calls, and empty content beside pieces of calls") { choice in
      if choice["delta"].has("tool_calls") {
        choice["delta"]["content"] = ""
      } else {
        choice["delta"]["tool_calls"] = .null
      }
    },
    Variant(
      name: "short arguments in one piece",
      alteration: .events { events in
        let whole = Fault.gathered(events)
        let longest = whole.compactMap {
          $0.choice["delta"]["tool_calls"].elements?.first?["function"]["arguments"].text?.utf8
            .count
        }.max()
        if longest ?? 0 < 500 { events = whole }
      }),
    Variant(
      name: "arguments that begin in the first piece, ids of letters alone",
      alteration: .events { events in
        var ids = 0
        for index in events.indices.dropLast() {
          guard case .chunk(var first) = events[index],
            events[index].choice["delta"]["tool_calls"].elements?.first?.has("id") ?? false
          else { continue }
          let rest = events[index + 1].choice["delta"]["tool_calls"].elements?.first ?? .null
          ids += 1
          first.updateEach("choices") { choice in
            choice["delta"].updateEach("tool_calls") { call in
              call["id"] = .string("0RH31Wyk2KmwL23bYB3DZcKlDQ7eb8B\(ids)")
              call["function"]["arguments"] = rest["function"]["arguments"]
            }
          }
          events[index] = .chunk(first)
          events[index + 1] = .text("")
        }
        events.removeAll { $0 == .text("") }
      }),
    Variant(
      name: "a newline beside calls",
      alteration: .answer { answer, _ in if !answer.calls.isEmpty { answer.content = "\n\n" } }),
    Variant(
      name: "no reasoning at all", alteration: .answer { answer, _ in answer.reasoning = nil }),
  ]

  @Test("a run stays clean", arguments: variants)
  func clean(_ variant: Variant) async throws {
    let fault = Fault("benign", variant.name, unjudged: "it is benign", by: variant.alteration)
    let record = try await LawHarness.shared.value.record(with: [fault])
    #expect(record.failedChecks == variant.told)
    #expect(record.outcome == .conformant)
  }
}
