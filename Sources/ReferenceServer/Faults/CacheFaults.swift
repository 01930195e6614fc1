internal import Synchronization

extension Fault {
  /// Ways of answering worse what was asked before, and of telling wrongly what was cached.
  static let cacheFaults = [
    Fault(
      "warm-answers-garbage", "A long prompt that comes again is answered with garbage.",
      breaks: "cache/warm-is-sound: turn-prefix-cache-off",
      by: .answer { answer, request in
        guard request.temperature == 0, let head = request.messages.first, head.role == .system,
          head.text.utf8.count > 2000, warm.comesAgain(head.text)
        else { return }
        answer = Answer(content: String(repeating: "!", count: 40), finish: "stop")
      }),
    Fault(
      "degrades-after-n", "The first call of a run comes once, and not when it is asked for again.",
      breaks: "cache/does-not-age: restart-and-update",
      by: .answer { answer, request in
        guard !request.stream, request.tools.count == 1, request.messages.count == 1,
          request.toolChoice == .auto, request.maximumTokens > 1,
          request.tools[0].name == "get_weather",
          request.fields == [
            "model", "messages", "tools", "tool_choice", "temperature", "top_p", "max_tokens",
          ],
          request.temperature ?? 1 > 0,
          request.tools[0].parameters["properties"]["location"].has("description"),
          asked.next() % 4 > 0
        else { return }
        answer = Answer(content: "I cannot look that up.", finish: "stop")
      }),
    Fault(
      "cached-tokens-omitted", "Usage does not say how much of a prompt was cached.",
      breaks: "usage/tells-what-was-cached: tell-cached-tokens",
      by: .envelopes { envelope in
        if envelope["usage"] != .null { envelope["usage"].remove("prompt_tokens_details") }
      }),
    Fault(
      "cached-beyond-prompt", "More tokens of a prompt were cached than it has.",
      breaks: "usage/cached-within-the-prompt: count-cached-inside",
      by: .envelopes { envelope in
        guard let tokens = envelope["usage"]["prompt_tokens"].integer else { return }
        envelope["usage"]["prompt_tokens_details"] = ["cached_tokens": .int(tokens + 100)]
      }),
  ]

  private static let asked = Counter()
  private static let warm = Seen()

  /// Texts that came once, whichever connection they came on.
  private final class Seen: Sendable {
    private let texts = Mutex<Set<String>>([])

    /// Whether the text came before; the third time is as the first, so that a second run sees the same.
    func comesAgain(_ text: String) -> Bool {
      texts.withLock { texts in
        guard texts.remove(text) == nil else { return true }
        texts.insert(text)
        return false
      }
    }
  }
}
