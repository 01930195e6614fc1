internal import Synchronization

extension Fault {
  /// Worse answers to repeated requests, and wrong reports of cached tokens.
  static let cacheFaults = [
    Fault(
      "warm-answers-garbage", "A repeated long prompt is answered with garbage.",
      breaks: "cache/warm-is-sound: turn-prefix-cache-off",
      by: .answer { answer, request in
        // Temperature 0 excludes agent prompts that other cases repeat.
        guard request.temperature == 0, let head = request.messages.first, head.role == .system,
          head.text.utf8.count > 2000, warm.isRepeated(head.text)
        else { return }
        answer = Answer(content: String(repeating: "!", count: 40), finish: "stop")
      }),
    Fault(
      "degrades-after-n",
      "A call of a single tool is made once, but not when it is requested again.",
      breaks: "cache/does-not-age: restart-and-update",
      by: .answer { answer, request in
        // Only the shape of a case that is sent again at the end of a run. Of four such requests, only
        // the first is answered correctly, so that a second run observes the same.
        guard !request.stream, request.tools.count == 1, request.messages.count == 1,
          request.toolChoice == .auto, request.maximumTokens > 1,
          request.tools[0].name == "get_weather",
          request.fields == [
            "model", "messages", "tools", "tool_choice", "temperature", "top_p", "max_tokens",
          ],
          request.temperature ?? 1 > 0,
          request.tools[0].parameters["properties"]["location"].has("description"),
          requests.next() % 4 > 0
        else { return }
        answer = Answer(content: "I cannot look that up.", finish: "stop")
      }),
    Fault(
      "cached-tokens-omitted", "The usage does not report cached tokens.",
      breaks: "usage/tells-what-was-cached: tell-cached-tokens",
      by: .envelopes { envelope in
        if envelope["usage"] != .null { envelope["usage"].remove("prompt_tokens_details") }
      }),
    Fault(
      "cached-beyond-prompt", "The usage reports more cached tokens than the prompt has.",
      breaks: "usage/cached-within-the-prompt: count-cached-inside",
      by: .envelopes { envelope in
        guard let tokens = envelope["usage"]["prompt_tokens"].integer else { return }
        envelope["usage"]["prompt_tokens_details"] = ["cached_tokens": .int(tokens + 100)]
      }),
  ]

  /// Counts the requests that `degrades-after-n` affects.
  private static let requests = Counter()
  /// The long prompts that `warm-answers-garbage` has answered.
  private static let warm = Seen()

  /// Texts that occurred once, over all connections.
  private final class Seen: Sendable {
    private let texts = Mutex<Set<String>>([])

    /// Whether the text occurred before. The third time counts as the first, so that a second run
    /// observes the same.
    func isRepeated(_ text: String) -> Bool {
      texts.withLock { texts in
        guard texts.remove(text) == nil else { return true }
        texts.insert(text)
        return false
      }
    }
  }
}
