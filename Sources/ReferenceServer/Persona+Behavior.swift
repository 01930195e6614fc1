internal import Synchronization

extension Persona {
  /// How well and how fast the server answers.
  static func behavior(_ chosen: [String: String]) -> [Alteration] {
    func number(_ name: String) -> Int? { chosen[name].flatMap(Int.init) }
    var all: [Alteration] = []
    if let skill = chosen["skill"].flatMap(Double.init) {
      let random = RandomNumbers(seed: UInt64(number("seed") ?? 1))
      all.append(
        .request { request in
          // A forced call is the task of the server, not of the model.
          guard request.toolChoice == .auto, !request.tools.isEmpty, !request.followsTool,
            random.next() >= skill
          else { return }
          request.toolChoice = .none
        })
    }
    if let lapse = number("lapse"), lapse > 0 {
      let turns = Counter()
      all.append(
        .reply { reply, _ in
          guard turns.next() % lapse == lapse - 1 else { return }
          reply.updateDocuments { $0["choices"] = .array([]) }
        })
    }
    if let count = number("starts") {
      let turns = Counter()
      let headers = chosen["retry"].map { [HTTPHeader(name: "Retry-After", value: $0)] } ?? []
      all.append(
        .rejectsAll { _ in
          turns.next() < count
            ? Refusal(
              status: 503, message: "Loading model", type: "unavailable_error", headers: headers)
            : nil
        })
    }
    if let busy = number("busy"), busy > 0 {
      let turns = Counter()
      let retry = chosen["retry"] ?? "1"
      all.append(
        .rejectsAll { _ in
          guard turns.next() % busy == busy - 1 else { return nil }
          return Refusal(
            status: 429, message: "Rate limit reached.", type: "rate_limit_error",
            headers: retry == "none" ? [] : [HTTPHeader(name: "Retry-After", value: retry)])
        })
    }
    let pace = Duration.milliseconds(number("pace") ?? 0)
    if let slots = number("slots"), slots > 0 {
      let queue = Queue(slots: slots)
      // Before the first step, so that the head is late as well.
      all.append(.script { script, _ in script.steps.insert(.wait(queue.take(pace)), at: 0) })
    } else if pace > .zero {
      all.append(.script { script, _ in script.steps.insert(.wait(pace), at: 0) })
    }
    return all
  }
}

/// Random numbers between 0 and 1; the same sequence for the same seed.
private final class RandomNumbers: Sendable {
  private let state: Mutex<UInt64>

  init(seed: UInt64) {
    state = Mutex(seed)
  }

  /// The next number, by SplitMix64.
  func next() -> Double {
    let bits = state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
    // 53 bits, divided by 2⁵³.
    return Double(bits >> 11) / 9_007_199_254_740_992
  }
}

/// Slots that serve one request each at a time.
private final class Queue: Sendable {
  private let free: Mutex<[ContinuousClock.Instant]>

  init(slots: Int) {
    free = Mutex(Array(repeating: .now, count: slots))
  }

  /// Takes the slot that is free first; returns the time until the request has been served there.
  func take(_ duration: Duration) -> Duration {
    free.withLock { free in
      let now = ContinuousClock.now
      let first = free.indices.min { free[$0] < free[$1] } ?? 0
      let end = max(now, free[first]) + duration
      free[first] = end
      return now.duration(to: end)
    }
  }
}
