internal import Synchronization

extension Fault {
  /// Ways of failing when several ask at once.
  static let concurrencyFaults = [
    Fault(
      "answers-swapped", "A word to be repeated is the one of the request before.",
      breaks: "concurrency/own-answer: speculative-decoding",
      by: .answer { answer, request in
        guard request.isConcurrent, let content = answer.content else { return }
        answer.content = latest.exchange(content) ?? content
      }),
    Fault(
      "reasoning-swapped", "The thoughts are those about the request before.",
      breaks: "concurrency/own-answer: speculative-decoding",
      by: .answer { answer, request in
        guard request.isConcurrent, let content = answer.content else { return }
        answer.reasoning = "I am to say: \(thoughts.exchange(content) ?? content)"
      }),
    Fault(
      "same-id", "Answers given at the same time have one id.",
      breaks: "concurrency/own-id: own-id-per-answer",
      by: .reply { reply, request in
        if request.isConcurrent { reply.updateDocuments { $0["id"] = "chatcmpl-1" } }
      }),
    Fault(
      "one-starves", "Of eight streams asked for at the same time one waits for four seconds.",
      breaks: "concurrency/no-starvation: scheduler-queue",
      by: .script { script, request in
        guard request.isConcurrent, request.stream, streams.next() % 8 == 3 else { return }
        script.steps.insert(.wait(.seconds(4)), at: 0)
      }),
    Fault(
      "broken-together", "Where several ask at once, characters break apart.",
      breaks: "http/valid-utf-8: whole-characters",
      by: .script { script, request in
        guard request.isConcurrent else { return }
        script.updateBytes { bytes in
          guard let range = bytes.firstRange(of: Array("ü".utf8)) else { return }
          bytes[range.upperBound - 1] = 0x28
        }
      }),
    Fault(
      "refused-together", "Every other of several that ask at once is refused.",
      breaks: "http/accepts-the-request: more-slots",
      by: .refuse("Slot unavailable.", status: 500) { request in
        request.isConcurrent && turns.next() % 2 == 1
      }),
  ]

  private static let latest = Latest()
  private static let thoughts = Latest()
  private static let turns = Counter()
  private static let streams = Counter()

  /// The latest of several texts, whichever connection it was on.
  private final class Latest: Sendable {
    private let text = Mutex<String?>(nil)

    /// Takes the latest and gives the one before.
    func exchange(_ new: String) -> String? {
      text.withLock { text in
        defer { text = new }
        return text
      }
    }
  }
}
