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
      name: "no fingerprint, and usage null",
      alteration: .reply { reply, _ in
        guard case .document(var document) = reply.content else { return }
        document["system_fingerprint"] = .null
        document["usage"] = .null
        document["timings"] = .object([])
        reply.content = .document(document)
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
        switch reply.content {
        case .document(var document):
          document.updateEach("choices") { renameReasoning(of: &$0["message"]) }
          reply.content = .document(document)
        case .events(var events):
          events.updateChoices { renameReasoning(of: &$0["delta"]) }
          reply.content = .events(events)
        case .text: break
        }
      },
      told: ["reasoning/field-name"]),
    Variant(
      name: "calls that repeat themselves",
      alteration: .answer { answer, request in
        if request.callsInParallel, let call = answer.calls.first {
          answer.calls.append(call)
          answer.calls[answer.calls.count - 1].id = "call_another"
        }
      }),
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
    let record = try await Workshop.shared.value.record(with: [fault])
    #expect(record.failedChecks == variant.told)
    #expect(record.outcome == .conformant)
  }

  private static func renameReasoning(of message: inout JSONValue) {
    guard message.has("reasoning_content") else { return }
    message["reasoning"] = message["reasoning_content"]
    message.remove("reasoning_content")
  }
}
