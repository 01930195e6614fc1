internal import Synchronization

extension Fault {
  /// Failures with concurrent requests.
  static let concurrencyFaults = [
    Fault(
      "answers-swapped", "Concurrent requests receive the answer of the previous request.",
      breaks: "concurrency/own-answer: speculative-decoding",
      by: .answer { answer, request in
        // Only requests that a case sends at the same time.
        guard request.isConcurrent, let content = answer.content else { return }
        // The first request has no predecessor, and keeps its answer.
        answer.content = latestAnswer.exchange(content) ?? content
      }),
    Fault(
      "reasoning-swapped", "Concurrent requests receive the reasoning of the previous request.",
      breaks: "concurrency/own-answer: speculative-decoding",
      by: .answer { answer, request in
        guard request.isConcurrent, let content = answer.content else { return }
        answer.reasoning = "I should say: \(latestReasoning.exchange(content) ?? content)"
      }),
    Fault(
      "same-id", "Answers to concurrent requests have the same id.",
      breaks: "concurrency/own-id: own-id-per-answer",
      by: .reply { reply, request in
        if request.isConcurrent { reply.updateDocuments { $0["id"] = "chatcmpl-1" } }
      }),
    Fault(
      "one-starves", "One of eight concurrent streams starts four seconds late.",
      breaks: "concurrency/no-starvation: scheduler-queue",
      by: .script { script, request in
        // One of eight requests with the same instructions.
        guard request.isConcurrent, request.stream,
          streams.next(request.messages[0].text) % 8 == 3
        else { return }
        script.steps.insert(.wait(.seconds(4)), at: 0)
      }),
    Fault(
      "broken-together", "Answers to concurrent requests contain invalid UTF-8.",
      breaks: "http/valid-utf-8: whole-characters",
      by: .script { script, request in
        guard request.isConcurrent else { return }
        script.updateBytes { bytes in
          guard let range = bytes.firstRange(of: Array("ü".utf8)) else { return }
          // The last byte of the character becomes a parenthesis.
          bytes[range.upperBound - 1] = 0x28
        }
      }),
    Fault(
      "refused-together", "Every second concurrent request is refused.",
      breaks: "http/accepts-the-request: more-slots",
      by: .refuse("Slot unavailable.", status: 500) { request in
        request.isConcurrent && turns.next() % 2 == 1
      }),
  ]

  /// The previous text of `answers-swapped`.
  private static let latestAnswer = Latest()
  /// The previous text of `reasoning-swapped`.
  private static let latestReasoning = Latest()
  /// Counts the requests of `refused-together`.
  private static let turns = Counter()
  /// Counts the streams of `one-starves` by their instructions.
  private static let streams = KeyedCounter<String>()

  /// The latest of several texts, over all connections.
  private final class Latest: Sendable {
    private let text = Mutex<String?>(nil)

    /// Stores the latest text and returns the previous one.
    func exchange(_ new: String) -> String? {
      text.withLock { text in
        defer { text = new }
        return text
      }
    }
  }
}
