extension Fault {
  /// Ways of counting tokens wrongly.
  static let usageFaults = [
    Fault(
      "usage-missing", "Whole answers have no usage.", breaks: "usage/in-documents: pass-usage-on",
      by: .document { $0.remove("usage") }),
    Fault(
      "usage-not-streamed", "Streams end without the chunk of usage.",
      breaks: "usage/in-streams: usage-chunk",
      by: .events { events in events.removeAll { $0.usage != .null } }),
    Fault(
      "usage-streamed-null", "The last chunk of streams has usage null.",
      breaks: "usage/in-streams: usage-chunk", by: .events { $0.updateUsage { $0 = .null } }),
    Fault(
      "usage-streamed-zero", "Usage in streams is nothing but zeros.",
      breaks: "usage/in-streams: usage-chunk",
      by: .events { $0.updateUsage { $0 = zeros } }),
    Fault(
      "usage-zero", "Usage of whole answers is nothing but zeros.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .document { $0["usage"] = zeros }),
    Fault(
      "usage-sum", "The sum of tokens leaves the answer out.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .document { $0["usage"]["total_tokens"] = $0["usage"]["prompt_tokens"] },
      .events { $0.updateUsage { $0["total_tokens"] = $0["prompt_tokens"] } }),
    Fault(
      "usage-no-total", "Usage in streams lacks the sum.",
      breaks: "usage/adds-up: count-in-the-engine",
      by: .events { $0.updateUsage { $0.remove("total_tokens") } }),
    Fault(
      "usage-on-every-chunk", "Every chunk of a stream has running totals.",
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
      "prompt-cut", "Messages lose all but their last 6,000 bytes, without a word.",
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
      "head-forgotten", "What a prompt of more than 4,000 tokens begins with is forgotten.",
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
  /// The usage that a chunk carries, `null` when it carries none.
  fileprivate var usage: JSONValue {
    if case .chunk(let json) = self { json["usage"] } else { .null }
  }
}

extension [Event] {
  /// Alters the usage of the chunks that carry any.
  fileprivate mutating func updateUsage(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) where json["usage"] != .null {
      var usage = json["usage"]
      alter(&usage)
      json["usage"] = usage
      self[index] = .chunk(json)
    }
  }
}
