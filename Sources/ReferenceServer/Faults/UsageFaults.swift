extension Fault {
  /// Wrong token counts.
  static let usageFaults = [
    Fault(
      "usage-missing", "Non-streamed answers have no usage.",
      breaks: "usage/in-documents: pass-usage-on",
      by: .document { $0.remove("usage") }),
    Fault(
      "usage-not-streamed", "Streams have no chunk with the usage.",
      breaks: "usage/in-streams: usage-chunk",
      by: .events { events in events.removeAll { $0.usage != .null } }),
    Fault(
      "usage-streamed-null", "The last chunk of streams has null as usage.",
      breaks: "usage/in-streams: usage-chunk", by: .events { $0.updateUsage { $0 = .null } }),
    Fault(
      "usage-streamed-zero", "The usage of streams is all zeros.",
      breaks: "usage/in-streams: usage-chunk",
      by: .events { $0.updateUsage { $0 = zeros } }),
    Fault(
      "usage-zero", "The usage of non-streamed answers is all zeros.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .document { $0["usage"] = zeros }),
    Fault(
      "usage-sum", "The total tokens do not include the completion tokens.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .document { $0["usage"]["total_tokens"] = $0["usage"]["prompt_tokens"] },
      .events { $0.updateUsage { $0["total_tokens"] = $0["prompt_tokens"] } }),
    Fault(
      "usage-no-total", "The usage of streams has no total.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .events { $0.updateUsage { $0.remove("total_tokens") } }),
    Fault(
      "usage-on-every-chunk", "Every chunk of a stream has the usage so far.",
      breaks: "usage/once: usage-in-the-last-chunk",
      by: .events { events in
        for case (let index, .chunk(var json)) in zip(events.indices, events)
        where json["usage"] == .null {
          json["usage"] = [
            "prompt_tokens": 9, "completion_tokens": .int(index), "total_tokens": .int(index + 9),
          ]
          events[index] = .chunk(json)
        }
      }),
    Fault(
      "prompt-cut", "Messages are silently truncated to their last 6,000 bytes.",
      breaks: "usage/prompt-is-whole: raise-context", "errors/says-too-long: name-the-window",
      by: .received { request in
        var document = request.document
        document.updateEach("messages") { message in
          guard let text = message["content"].text, text.utf8.count > 6000 else { return }
          message["content"] = .string(String(decoding: text.utf8.suffix(6000), as: UTF8.self))
        }
        if request.body.count > 8000, document != .null { request.body = document.bytes }
      }),
    Fault(
      "head-forgotten",
      "The beginning of a prompt with more than 4,000 tokens does not reach the model.",
      breaks: "usage/keeps-the-head: raise-context",
      by: .answer { answer, request in
        guard request.promptTokens > 4000, answer.content != nil else { return }
        answer.content = "There is none."
      }),
  ]

  private static let zeros: JSONValue = [
    "prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0,
  ]
}

extension Event {
  /// The usage of a chunk; `null` if there is none.
  fileprivate var usage: JSONValue {
    if case .chunk(let json) = self { json["usage"] } else { .null }
  }
}

extension [Event] {
  /// Changes the usage of the chunks that have any.
  fileprivate mutating func updateUsage(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) where json["usage"] != .null {
      var usage = json["usage"]
      alter(&usage)
      json["usage"] = usage
      self[index] = .chunk(json)
    }
  }
}
