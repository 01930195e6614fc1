public import Transcripts

/// What a run may cost.
public struct Budget: Sendable, Equatable {
  /// Requests, the preflight's included.
  public var requests: Int?
  /// Tokens, read and written.
  public var tokens: Int?
  /// Seconds.
  public var seconds: Double?

  /// Allows anything.
  public init() {}

  /// Adds a limit such as `90s`, `10m`, `2h`, `500requests` or `200000tokens`; false for what is none.
  public mutating func limit(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) *([a-z]+)/),
      let number = Double(match.output.1), number > 0, number < 1e12
    else { return false }
    switch match.output.2 {
    case "s", "seconds": seconds = number
    case "m", "minutes": seconds = number * 60
    case "h", "hours": seconds = number * 3600
    case "requests", "request": requests = Int(number)
    case "tokens", "token": tokens = Int(number)
    default: return false
    }
    return true
  }

  /// As a run record holds it: what is not limited is null.
  var json: JSON {
    ["requests": JSON(requests), "tokens": JSON(tokens), "seconds": JSON(seconds)]
  }

  /// Reads what a record holds.
  init(_ json: JSON) {
    requests = RunRecord.count(json["requests"])
    tokens = RunRecord.count(json["tokens"])
    seconds = json["seconds"]?.double
  }
}

/// What a run has spent of its budget, and what is set aside for the requests under way.
public actor Spending {
  private let budget: Budget
  private var began: Double
  private var requests = 0
  private var tokens = 0
  private var setAside = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Whether something could not be paid for.
  public private(set) var isExhausted = false

  /// Starts to spend.
  public init(_ budget: Budget = Budget(), began: Double = monotonicMilliseconds()) {
    self.budget = budget
    self.began = began
  }

  /// Begins anew: what only found out that the endpoint is not ready cost nothing.
  public func restart() {
    (began, requests, tokens, setAside, isExhausted) = (monotonicMilliseconds(), 0, 0, 0, false)
  }

  /// Takes back what was paid for requests that only found out that the endpoint is not ready.
  public func forgive(_ refused: Int) {
    guard refused > 0 else { return }
    (began, requests) = (monotonicMilliseconds(), max(0, requests - refused))
  }

  /// When the time is over, on the clock of ``monotonicMilliseconds()``; nil where it is not counted.
  public var endsAt: Double? { budget.seconds.map { began + $0 * 1000 } }

  /// Whether the time is over.
  private var isOver: Bool { endsAt.map { $0 <= monotonicMilliseconds() } ?? false }

  /// Pays for a request in advance, with all the tokens that it may come to; nil where that is more
  /// than what is left, and nothing is paid for any more. Where others may not use all that is set aside
  /// for them, it waits for what they leave.
  public func pay(for request: Request) async -> Int? {
    let price = request.mostTokens
    let most = budget.tokens ?? .max
    while tokens + price <= most, tokens + setAside + price > most, !isOver, !isExhausted {
      await withCheckedContinuation { waiting.append($0) }
    }
    let fits = (budget.requests.map { requests < $0 } ?? true) && tokens + setAside + price <= most
    guard fits, !isOver, !isExhausted else {
      isExhausted = true
      return nil
    }
    requests += 1
    setAside += price
    return price
  }

  /// Pays for sending a request again of which nothing came, so that its tokens are still set aside.
  public func payAgain() -> Bool {
    guard budget.requests.map({ requests < $0 }) ?? true, !isOver, !isExhausted else {
      isExhausted = true
      return false
    }
    requests += 1
    return true
  }

  /// Takes what was set aside back, and what the exchange used off.
  public func settle(_ price: Int, used: Int, resent: Int = 0) {
    setAside -= price
    tokens += used
    requests += resent
    for one in waiting { one.resume() }
    waiting = []
  }

  /// Whether an exchange ended since the time was over, which is not the endpoint's fault.
  public func cutShort(_ exchange: Exchange) -> Bool {
    guard exchange.ending == .timedOut, isOver else { return false }
    isExhausted = true
    return true
  }
}

extension Request {
  /// More tokens than an honest answer uses: those it may write, and those that were written to it.
  fileprivate var mostTokens: Int {
    guard !body.isEmpty, let asked = StrictJSON.decode(body).value else { return 0 }
    let limit = asked["max_tokens"]?.int ?? asked["max_completion_tokens"]?.int ?? 4096
    return min(max(0, limit), Self.longestAnswer) * max(1, min(asked["n"]?.int ?? 1, 100))
      + asked.promptTokens
  }

  /// What is set aside for an answer that may be as long as it likes: nobody fills a limit that is there to
  /// be beyond every window.
  private static let longestAnswer = 1 << 15
}

extension JSON {
  /// More tokens than a request's body is read as: white space between is none.
  fileprivate var promptTokens: Int { text.utf8.count / 3 }
}

extension Transcript {
  /// The tokens that an exchange used: as the server says, else as its length tells.
  func tokens(of request: Request) -> Int {
    let told = RunRecord.tokens(of: self)
    guard told == 0, json["response"]?["status"]?.int == 200 else { return told }
    let choices = json["response"]?["assembled"]?["choices"]?.array ?? []
    let written = choices.reduce(0) { sum, choice in
      let calls = choice["tool_calls"]?.array ?? []
      return ([choice["content"], choice["reasoning"]] + calls.map { $0["arguments"] })
        .reduce(sum) { $0 + ($1?.string?.utf8.count ?? 0) }
    }
    let prompt = choices.isEmpty ? nil : StrictJSON.decode(request.body).value?.promptTokens
    return (prompt ?? 0) + written / 3
  }
}
