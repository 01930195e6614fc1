extension Fault {
  /// Damage by code that writes streams: changed texts and lost parameters.
  static let damageFaults = [
    damaging(
      "streamed-pieces-trimmed", "In streams, each piece of text loses its leading space.",
      remedy: "pass-pieces-unchanged"
    ) { pieces in pieces.map { String($0.drop(while: \.isWhitespace)) } },
    damaging(
      "streamed-end-lost", "In streams, the last piece of text is missing.",
      remedy: "send-the-last-piece"
    ) { $0.dropLast() + [""] },
    damaging(
      "streamed-beginning-lost", "In streams, the first piece of text is missing.",
      remedy: "send-the-first-piece"
    ) { [""] + $0.dropFirst() },
    damaging(
      "streamed-pieces-twice", "In streams, each piece of text is sent twice.",
      remedy: "send-each-piece-once"
    ) { pieces in pieces.map { $0 + $0 } },
    damaging(
      "streamed-totals", "In streams, each piece of text repeats all previous text.",
      remedy: "send-what-is-new"
    ) { pieces in pieces.indices.map { pieces[...$0].joined() } },
    damaging(
      "streamed-whole-at-end", "In streams, the complete text is repeated at the end.",
      remedy: "repeat-nothing-at-the-end"
    ) { pieces in pieces.dropLast() + [(pieces.last ?? "") + pieces.joined()] },
    damaging(
      "streamed-second-beginning", "In streams, the text starts again after the second piece.",
      remedy: "no-second-beginning"
    ) { pieces in
      guard pieces.count > 2 else { return pieces }
      return [pieces[0], pieces[1] + pieces[0] + pieces[1]] + pieces.dropFirst(2)
    },
    Fault(
      "streamed-arguments-end-at-rare",
      "In streams, arguments end at the first non-ASCII character.",
      breaks: "parity/keeps-the-text: count-characters-or-bytes",
      by: .calls(streamed: true) { call in
        guard let text = call.arguments.text, let rare = text.firstIndex(where: { !$0.isASCII })
        else { return }
        // The text and the object are closed, so that the arguments stay valid JSON.
        call.arguments = .string(String(text[..<rare]) + "\"}")
      }),
    Fault(
      "stop-lost-in-streams", "In streams, stop strings are ignored.",
      breaks: "parity/keeps-the-fields: pass-fields-on-in-streams",
      by: .request { if $0.stream { $0.stop = [] } }),
    Fault(
      "format-lost-in-streams", "In streams, the response format is ignored.",
      breaks: "parity/keeps-the-fields: pass-fields-on-in-streams",
      by: .request { if $0.stream { $0.format = .text } }),
    Fault(
      "limit-lost-in-streams", "In streams, the token limit is ignored.",
      breaks: "parity/keeps-the-fields: pass-fields-on-in-streams",
      by: .request { if $0.stream { $0.maximumTokens = ChatRequest.maxTokens } }),
    Fault(
      "streams-counted-twice", "In streams, completion tokens are counted twice.",
      breaks: "parity/keeps-the-fields: count-streams-once",
      by: .events { events in
        events.updateChunks { chunk in
          guard let count = chunk["usage"]["completion_tokens"].integer else { return }
          chunk["usage"]["completion_tokens"] = .int(2 * count)
          chunk["usage"]["total_tokens"] = .int(
            (chunk["usage"]["prompt_tokens"].integer ?? 0) + 2 * count)
        }
      }),
    Fault(
      "streams-end-at-8000-bytes",
      "Streams end after 8,000 bytes, even if the answer is incomplete.",
      breaks: "sse/ends-with-the-answer: lift-the-limit-of-bytes",
      by: .events { events in
        var size = 0
        let end = events.firstIndex { event in
          size += event.bytes.count
          return size > 8000
        }
        if let end { events.removeSubrange(end...) }
      }),
    Fault(
      "streamed-name-in-pieces", "In streams, the name of a function is split into two pieces.",
      breaks: "streamed-tools/name-in-one-piece: name-in-one-piece",
      by: .events { events in
        events = events.flatMap { event -> [Event] in
          let call = event.choice["delta"]["tool_calls"].elements?.first ?? .null
          guard let name = call["function"]["name"].text, name.count > 4,
            case .chunk(var first) = event
          else { return [event] }
          var second = first
          first.updateEach("choices") { choice in
            choice["delta"].updateEach("tool_calls") {
              $0["function"]["name"] = .string(String(name.prefix(4)))
            }
          }
          // The second delta has no id and no type, like all later deltas of a call.
          let rest: JSONValue = ["name": .string(String(name.dropFirst(4)))]
          second.updateEach("choices") { choice in
            choice["delta"] = ["tool_calls": [["index": call["index"], "function": rest]]]
          }
          return [.chunk(first), .chunk(second)]
        }
      }),
    Fault(
      "delta-named-message", "Chunks have `message` instead of `delta`.",
      breaks: "chat/has-choices: write-delta-in-chunks",
      by: .events { events in
        events.updateChoices { choice in
          choice["message"] = choice["delta"]
          choice.remove("delta")
        }
      }),
    Fault(
      "data-in-data", "The data of every event begins with a second `data:`.",
      breaks: "sse/events-are-json: one-writer-of-events",
      by: .events { events in
        events = events.map { event in
          switch event {
          case .chunk(let json): .text("data: \(json.compact)")
          case .text(let text): .text("data: \(text)")
          }
        }
      }),
    Fault(
      "lines-of-json", "Streams are lines of JSON instead of events.",
      breaks: "sse/streams-when-asked: events-not-lines",
      by: .reply { reply, _ in
        guard case .events(let events) = reply.content else { return }
        reply.content = .bytes(
          events.flatMap { event -> [UInt8] in
            guard case .chunk(let json) = event else { return [] }
            return json.bytes + Array("\n".utf8)
          })
        reply["Content-Type"] = "application/x-ndjson"
      }),
    Fault(
      "empty-body",
      "Non-streamed answers to open-ended questions have an empty body and status 200.",
      breaks: "json/well-formed: error-behind-an-empty-answer",
      by: .reply { reply, request in
        if request.isOpenEnded, !request.stream { reply.content = .bytes([]) }
      }),
    Fault(
      "byte-order-mark", "Non-streamed answers begin with a byte order mark.",
      breaks: "json/well-formed: no-byte-order-mark",
      by: .document { $0 = .raw([0xEF, 0xBB, 0xBF] + $0.bytes) }),
    Fault(
      "length-in-characters", "The Content-Length of non-streamed answers counts characters.",
      breaks: "json/well-formed: count-the-length-in-bytes",
      by: .document { document in
        // The body ends after as many bytes as the text has characters.
        let bytes = document.bytes
        let length = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
        if length < bytes.count { document = .raw(Array(bytes.prefix(length))) }
      }),
    Fault(
      "length-too-large", "The Content-Length of non-streamed answers is too large.",
      breaks: "http/answers-in-full: length-of-the-body",
      by: .script { script, request in
        guard !request.stream, case .send(let head) = script.steps.first else { return }
        let text = String(decoding: head, as: UTF8.self)
        // A 9 before the first digit increases the length.
        script.steps[0] = .send(
          Array(text.replacing("Content-Length: ", with: "Content-Length: 9").utf8))
        script.steps.append(.close)
      }),
  ]

  /// A fault that replaces the texts of the content deltas of a stream, keeping their number.
  private static func damaging(
    _ id: String, _ summary: String, remedy: String,
    _ alter: @escaping @Sendable ([String]) -> [String]
  ) -> Fault {
    Fault(
      id, summary, breaks: "parity/keeps-the-text: \(remedy)",
      by: .events { events in
        // The deltas with text, by choice.
        var places: [Int: [(at: Int, text: String)]] = [:]
        for (at, event) in zip(events.indices, events) {
          guard let text = event.choice["delta"]["content"].text, !text.isEmpty else { continue }
          places[event.choice["index"].integer ?? 0, default: []].append((at, text))
        }
        for pieces in places.values {
          for (piece, text) in zip(pieces, alter(pieces.map(\.text))) {
            guard case .chunk(var json) = events[piece.at] else { continue }
            json.updateEach("choices") { $0["delta"]["content"] = .string(text) }
            events[piece.at] = .chunk(json)
          }
        }
      })
  }
}
