import Testing

@testable import ReferenceServer

extension BenignVariant {
  /// Variants of streams: lines, chunks and deltas.
  static let streams = [
    BenignVariant.bytes("CR LF as line endings") { bytes in
      if bytes.starts(with: Array("data:".utf8)) {
        bytes = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
      }
    },
    BenignVariant.bytes("no space after data:") { bytes in
      if bytes.starts(with: Array("data: ".utf8)) { bytes.remove(at: 5) }
    },
    BenignVariant.bytes("comments between events") { bytes in
      if bytes.starts(with: Array("data: ".utf8)) { bytes = Array(": ping\n\n".utf8) + bytes }
    },
    BenignVariant.deltas("role on every delta") { choice in
      var delta = choice["delta"]
      delta["role"] = .string("assistant")
      choice["delta"] = delta
    },
    BenignVariant.deltas("explicit nulls and unknown fields") { choice in
      var delta = choice["delta"]
      for name in ["refusal", "audio", "function_call"] where delta[name] == .null {
        delta[name] = .null
      }
      delta["obfuscation"] = .string("aX3")
      choice["delta"] = delta
      choice["stop_reason"] = .null
      choice["logprobs"] = .null
    },
    BenignVariant.bytes("CR as line endings") { bytes in
      if bytes.starts(with: Array("data:".utf8)) {
        bytes = Array(String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\r").utf8)
      }
    },
    BenignVariant.events("a byte order mark, a comment and a retry time at the start") { chunks in
      chunks[0] = [0xEF, 0xBB, 0xBF] + Array(": hello\nretry: 3000\n\n".utf8) + chunks[0]
    },
    BenignVariant.bytes("an id on every event") { bytes in
      if bytes.starts(with: Array("data:".utf8)) { bytes = Array("id: 7\n".utf8) + bytes }
    },
    BenignVariant.bytes("a chunk over two lines of data") { bytes in
      if let comma = bytes.firstRange(of: Array(#","model""#.utf8))?.lowerBound {
        bytes.insert(contentsOf: "\ndata: ".utf8, at: comma + 1)
      }
    },
    BenignVariant.events("transfer chunks that cut events in half") { chunks in
      chunks = chunks.flatMap { [Array($0.prefix(30)), Array($0.dropFirst(30))] }.filter {
        !$0.isEmpty
      }
    },
    BenignVariant(
      name: "content in the chunk of the finish reason",
      alteration: .events { events in
        guard let finish = events.finish, finish > 0 else { return }
        let last = events[finish - 1].choice["delta"]
        events.remove(at: finish - 1)
        events.updateChoices { if $0["finish_reason"] != .null { $0["delta"] = last } }
      }),
    BenignVariant(
      name: "usage null in every chunk, and a last chunk with usage that was not requested",
      alteration: .events { events in
        guard case .chunk(var last) = events[0] else { return }
        events.updateChunks { if !$0.has("usage") { $0["usage"] = .null } }
        last["choices"] = []
        last["usage"] = ["prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18]
        if events.finish == events.count - 2 { events.insert(.chunk(last), at: events.count - 1) }
      }),
    BenignVariant(
      name: "a first chunk without choices, as from Azure's content filter",
      alteration: .events { events in
        events.insert(
          .chunk([
            "id": "", "object": "", "created": 0, "model": "", "choices": [],
            "prompt_filter_results": [],
          ]), at: 0)
      }),
    BenignVariant(
      name: "an empty delta after the finish reason",
      alteration: .events { events in
        guard let finish = events.finish, case .chunk(var chunk) = events[finish] else { return }
        chunk.updateEach("choices") { choice in
          choice["delta"] = ["content": ""]
          choice["finish_reason"] = .null
        }
        events.insert(.chunk(chunk), at: finish + 1)
      }),
    BenignVariant(
      name: "a pause at the start, then all chunks at once",
      alteration: .script { script, request in
        guard request.isLong && request.stream else { return }
        script.steps.insert(.wait(.milliseconds(1200)), at: 1)
      }),
    BenignVariant(
      name: "id, type and a null name on every piece of a call",
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
    BenignVariant.deltas("null calls, and empty content next to pieces of calls") { choice in
      if choice["delta"].has("tool_calls") {
        choice["delta"]["content"] = ""
      } else {
        choice["delta"]["tool_calls"] = .null
      }
    },
    BenignVariant(
      name: "short arguments in one piece",
      alteration: .events { events in
        let whole = Fault.joiningArguments(events)
        let longest = whole.compactMap {
          $0.choice["delta"]["tool_calls"].elements?.first?["function"]["arguments"].text?.utf8
            .count
        }.max()
        if longest ?? 0 < 500 { events = whole }
      }),
    BenignVariant(
      name: "arguments that begin in the first piece, and ids without punctuation",
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
  ]
}
