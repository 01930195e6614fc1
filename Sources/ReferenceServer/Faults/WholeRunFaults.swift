internal import Synchronization

extension Fault {
  /// Failures that are visible only over a run.
  static let wholeRunFaults = [
    Fault(
      "cached-by-last-user", "Answers are cached by the last user message only.",
      breaks: "cache/answers-each-request: whole-request-in-the-cache-key",
      by: .reply { reply, request in
        reply = cache.first(
          reply, under: "\(request.stream) \(request.includesUsage) \(request.lastUserText)")
      }),
    Fault(
      "cached-answers", "The same request receives the cached answer.",
      breaks: "cache/new-ids: turn-off-the-answer-cache",
      by: .reply { reply, request in
        reply = stored.first(reply, under: String(decoding: request.body, as: UTF8.self))
      }),
    Fault(
      "another-model-at-times", "Every ninth answer has another model name.",
      breaks: "integrity/one-model: gateway-fallback",
      by: .reply { reply, _ in
        guard shares.next() % 9 == 0 else { return }
        reply.updateDocuments { $0["model"] = "fallback-mini" }
      }),
    Fault(
      "counts-with-others", "Every second answer counts 200 tokens of another request.",
      breaks: "usage/same-request-same-count: one-request-at-a-time-in-the-gateway",
      by: .reply { reply, request in
        guard shared.isEven(request) else { return }
        reply.updateDocuments { document in
          guard let prompt = document["usage"]["prompt_tokens"].integer,
            let all = document["usage"]["total_tokens"].integer
          else { return }
          document["usage"]["prompt_tokens"] = .int(prompt + 200)
          document["usage"]["total_tokens"] = .int(all + 200)
        }
      }),
    Fault(
      "capped-at-64", "Answers are limited to 64 tokens, even if more are allowed.",
      breaks: "finish/no-hidden-cap: raise-the-output-maximum",
      by: .request { $0.maximumTokens = min($0.maximumTokens, 64) }),
    Fault(
      "calls-parsed-at-times",
      "Every second time that a request is repeated, its calls stay markup.",
      breaks: "fingerprint/one-treatment: same-parser-everywhere",
      by: .answer { answer, request in
        guard answer.finish == "tool_calls", calls.isEven(request) else { return }
        let texts = answer.calls.map { call in
          "<tool_call>{\"name\":\"\(call.name)\",\"arguments\":\(call.arguments.text ?? "{}")}"
            + "</tool_call>"
        }
        answer = Answer(
          reasoning: answer.reasoning, content: texts.joined(separator: "\n"), finish: "stop")
      }),
    Fault(
      "thoughts-parsed-at-times",
      "Every second time that a request is repeated, its reasoning is in the content.",
      breaks: "fingerprint/one-treatment: same-parser-everywhere",
      by: .answer { answer, request in
        guard let content = answer.content, let reasoning = answer.reasoning,
          reasonings.isEven(request)
        else { return }
        answer.content = "<think>\n\(reasoning)\n</think>\n\n\(content)"
        answer.reasoning = nil
      }),
    Fault(
      "dies-after-60", "After 60 requests, every request fails, as after a crash of the engine.",
      breaks: "http/lives-to-the-end: restart-the-engine",
      by: .rejectsAll { request in
        guard request.isChat, life.next() >= 60 else { return nil }
        return Refusal(
          status: 500, message: "CUDA error: an illegal memory access was encountered",
          type: "server_error")
      }),
    Fault(
      "one-backend-of-three-down", "Every third request receives status 502 from a gateway.",
      breaks: "http/reaches-its-backend: replica-down",
      by: .rejectsAll { request in
        guard request.isChat, backends.next() % 3 == 1 else { return nil }
        return Refusal(
          status: 502, message: "Bad Gateway: connection refused by the backend",
          type: "bad_gateway")
      }),
    Fault(
      "away-now-and-then", "Every third stream without tools receives status 503.",
      breaks: "http/seldom-away: replica-down", "errors/busy-says-when: replica-down",
      by: .refuses { request in
        guard request.document["stream"] == true, request.document["tools"] == .null,
          request.document["seed"] == .null, request.document["n"] == .null,
          turns.next() % 3 == 1
        else { return nil }
        return Refusal(status: 503, message: "No server is free.", type: "server_error")
      }),
    Fault(
      "error-as-answer", "Every eighth answer is an error message as text.",
      breaks: "chat/no-error-as-answer: no-errors-as-answers",
      by: .answer { answer, _ in
        guard answers.next() % 8 == 7 else { return }
        answer = Answer(
          reasoning: answer.reasoning,
          content: "Sorry, the service is currently overloaded. Please try again later.",
          finish: "stop")
      }),
    Fault(
      "key-not-for-streams", "Streams require no API key.",
      breaks: "auth/asks-everywhere: check-the-whole-key",
      by: .noAuthentication { $0.isChat && $0.document["stream"] == true }),
    Fault(
      "usage-adds-up-over-requests", "The usage is a running total over all requests.",
      breaks: "usage/counts-one-answer: count-each-answer-alone",
      by: .envelopes { envelope in
        guard let prompt = envelope["usage"]["prompt_tokens"].integer,
          let completion = envelope["usage"]["completion_tokens"].integer
        else { return }
        let sum = spent.add(prompt, completion)
        envelope["usage"]["prompt_tokens"] = .int(sum.prompt)
        envelope["usage"]["completion_tokens"] = .int(sum.completion)
        envelope["usage"]["total_tokens"] = .int(sum.prompt + sum.completion)
      }),
    Fault(
      "reasoning-not-counted", "`completion_tokens` does not include the reasoning.",
      breaks: "usage/counts-the-reasoning: count-the-reasoning",
      by: .envelopes { envelope in
        let usage = envelope["usage"]
        guard let prompt = usage["prompt_tokens"].integer,
          let completion = usage["completion_tokens"].integer,
          let reasoning = usage["completion_tokens_details"]["reasoning_tokens"].integer
        else { return }
        envelope["usage"]["completion_tokens"] = .int(completion - reasoning)
        envelope["usage"]["total_tokens"] = .int(prompt + completion - reasoning)
        // Otherwise, the reasoning tokens could exceed the completion tokens.
        envelope["usage"].remove("completion_tokens_details")
      }),
  ]

  /// The replies of `cached-by-last-user`.
  private static let cache = Cache()
  /// The replies of `cached-answers`.
  private static let stored = Cache()
  /// Counts the answers of `another-model-at-times`.
  private static let shares = Counter()
  /// Counts the requests of `counts-with-others`.
  private static let shared = Repetitions()
  /// Counts the requests of `calls-parsed-at-times`.
  private static let calls = Repetitions()
  /// Counts the requests of `thoughts-parsed-at-times`.
  private static let reasonings = Repetitions()
  /// Counts the requests of `dies-after-60`.
  private static let life = Counter()
  /// Counts the requests of `one-backend-of-three-down`.
  private static let backends = Counter()
  /// Counts the requests of `away-now-and-then`.
  private static let turns = Counter()
  /// Counts the answers of `error-as-answer`.
  private static let answers = Counter()
  /// The tokens of `usage-adds-up-over-requests`.
  private static let spent = Spent()

  /// The first reply for each key.
  private final class Cache: Sendable {
    private let replies = Mutex<[String: Reply]>([:])

    /// The first reply under a key, which may be this one.
    func first(_ reply: Reply, under key: String) -> Reply {
      replies.withLock { replies in
        if let old = replies[key] { return old }
        replies[key] = reply
        return reply
      }
    }
  }

  /// Counts equal requests, over all connections.
  private final class Repetitions: Sendable {
    private let counts = KeyedCounter<String>()

    /// Whether this is the second, fourth, sixth … time.
    func isEven(_ request: ChatRequest) -> Bool {
      let key = "\(request.stream) \(request.messages.map(\.text)) \(request.tools.map(\.name))"
      return counts.next(key) % 2 == 1
    }
  }

  /// The tokens of all answers so far.
  private final class Spent: Sendable {
    private let sum = Mutex((prompt: 0, completion: 0))

    /// Adds the tokens of an answer, and returns the sums.
    func add(_ prompt: Int, _ completion: Int) -> (prompt: Int, completion: Int) {
      sum.withLock { sum in
        sum.prompt += prompt
        sum.completion += completion
        return sum
      }
    }
  }
}

extension HTTPRequest {
  /// Whether it is a request for a chat completion.
  fileprivate var isChat: Bool { method == "POST" && path.hasSuffix("/chat/completions") }
}
