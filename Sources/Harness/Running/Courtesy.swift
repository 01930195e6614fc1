public import Transcripts

/// Keeps to what an endpoint asks of its clients: it comes again when it was told to, and not more often
/// than it may.
public actor Courtesy {
  private let exchange: @Sendable (Request) async -> Exchange
  private let spending: Spending
  /// Milliseconds between two requests, at least.
  private let pause: Double
  /// Seconds that a request may wait in all.
  private let patience: Double
  /// When the next request may leave, by our own measure.
  private var nextAt = 0.0
  /// When the endpoint wants to be asked again.
  private var toldAt = 0.0
  /// The group that is leaving: all of it does so together.
  private var leaving: String?
  /// Milliseconds between two requests, since the endpoint refused some that came closer together.
  private(set) var spacing = 0.0
  /// When that distance was last raised.
  private var raisedAt = 0.0
  /// How many requests were answered since a refusal, and since the spacing last changed.
  private var answered = (sinceRefusal: 0, atThisPace: 0)
  /// How many requests in a row were refused to the last.
  private var hopeless = 0

  /// How often a request is sent again.
  private static let mostTries = 6
  /// How often, where the endpoint does not say when to come again.
  private static let mostGuesses = 3
  /// The spacing after a first refusal and the longest one, in milliseconds.
  private static let spacings = 100.0...2000.0
  /// Of so few answers between two refusals it follows that the requests still come too close together.
  private static let tooFewAnswered = 5
  /// After how many requests that were answered the spacing is tried at half.
  private static let fewestAnswered = 10
  /// After how many requests that were refused to the last no more is sent again.
  private static let mostHopeless = 3

  /// Sends with a function, no more than so many times a minute; a request that is refused for now is
  /// sent again as long as `patience` lasts.
  public init(
    perMinute: Double? = nil, patience: Double, spending: Spending = Spending(),
    exchange: @escaping @Sendable (Request) async -> Exchange
  ) {
    self.exchange = exchange
    self.spending = spending
    self.patience = patience
    pause = perMinute.map { 60_000 / $0 } ?? 0
  }

  /// Performs an exchange; refusals that it had to wait for are noted in it.
  public func perform(_ request: Request) async -> Exchange {
    var refusals: [Exchange.Refusal] = []
    var waited = 0.0
    while true {
      let isInTime = await takeTurn(
        before: request.endsAt ?? .infinity, in: refusals.isEmpty ? request.group : nil)
      let began = monotonicMilliseconds()
      var answer = isInTime ? await exchange(request) : Exchange(tooLateFor: request)
      guard answer.isRefusedForNow || request.recovery != nil && answer.isUnwell,
        !Task.isCancelled
      else {
        if answer.ending == .complete { noteAnswer() }
        answer.refusals = refusals
        return answer
      }
      let told = answer.secondsToWait
      let wait = told ?? Double(1 << min(refusals.count, request.recovery == nil ? 10 : 2))
      let most =
        request.recovery != nil ? .max : told == nil ? Self.mostGuesses : Self.mostTries
      let end = monotonicMilliseconds() + wait * 1000
      guard hopeless < Self.mostHopeless, refusals.count < most,
        waited + wait <= request.recovery ?? patience,
        end < min(request.endsAt ?? .infinity, request.comesAgainUntil ?? .infinity),
        await spending.payAgain()
      else {
        hopeless += 1
        answer.refusals = refusals
        return answer
      }
      refusals.append(
        Exchange.Refusal(
          status: answer.status ?? 0,
          retryAfter: answer.header("retry-after") ?? answer.header("retry-after-ms"), waited: wait)
      )
      waited += wait
      // What one was told, all keep to; if they came back at the same moment, all but one would be refused
      // again.
      toldAt = max(toldAt, monotonicMilliseconds() + wait * 1000)
      if told != nil, began >= raisedAt { raiseSpacing(upTo: wait * 1000) }
    }
  }

  /// Lets more time pass between two requests: little after a refusal that may be the only one, four times
  /// as much where requests are refused again soon. Those that were on their way by then ask for no more.
  private func raiseSpacing(upTo wait: Double) {
    let next = answered.sinceRefusal < Self.tooFewAnswered ? 4 * spacing : spacing
    spacing = max(
      spacing, min(max(next, Self.spacings.lowerBound), Self.spacings.upperBound, wait))
    raisedAt = monotonicMilliseconds()
    answered = (0, 0)
  }

  private func noteAnswer() {
    hopeless = 0
    answered = (answered.sinceRefusal + 1, answered.atThisPace + 1)
    guard answered.atThisPace >= Self.fewestAnswered else { return }
    answered.atThisPace = 0
    spacing = spacing < 100 ? 0 : spacing / 2
  }

  /// Waits until the next request may leave; false where that is not before the end.
  private func takeTurn(before end: Double, in group: String?) async -> Bool {
    while !Task.isCancelled {
      let now = monotonicMilliseconds()
      if end <= now { return false }
      let isLeaving = group != nil && group == leaving
      let from = isLeaving ? toldAt : max(toldAt, nextAt)
      if from <= now { break }
      try? await Task.sleep(for: .milliseconds(min(from - now, end - now, 60_000)))
    }
    leaving = group
    let gap = max(pause, spacing)
    if gap > 0 { nextAt = max(nextAt, monotonicMilliseconds()) + gap }
    return true
  }
}

extension Exchange {
  /// An exchange that was not begun, since its time was over.
  fileprivate init(tooLateFor request: Request) {
    self.init(request: request)
    ending = .timedOut
    endingDetail = "the time for all was over before it could be sent"
  }

  /// Whether the endpoint said that it has no time now.
  fileprivate var isRefusedForNow: Bool {
    ending == .complete && (status == 429 || status == 503)
  }

  /// Whether a gateway has taken the endpoint out of service, or nothing listens there.
  fileprivate var isUnwell: Bool {
    ending == .refused || ending == .complete && [500, 502, 503, 504].contains(status)
  }

  /// How many seconds it asks to wait; nil where it does not say, or says what nobody can read.
  fileprivate var secondsToWait: Double? {
    if let text = header("retry-after-ms"), let milliseconds = Double(text), milliseconds >= 0 {
      return milliseconds / 1000
    }
    guard let text = header("retry-after")?.trimmed else { return nil }
    if let seconds = Double(text) { return seconds >= 0 && seconds.isFinite ? seconds : nil }
    return Self.httpDate.date(from: text).map { max(0, $0) }
  }

  private static let httpDate = HTTPDate()
}

/// Reads dates such as `Thu, 26 Nov 2026 16:00:00 GMT`.
private struct HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds until that moment; nil for what is no date.
  func date(from text: String) -> Double? {
    guard
      let match = text.wholeMatch(
        of: /[A-Za-z]{3}, (\d{2}) ([A-Za-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT/),
      let month = Self.months.firstIndex(of: String(match.output.2)),
      let hours = Double(match.output.4), let minutes = Double(match.output.5),
      let seconds = Double(match.output.6)
    else { return nil }
    let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
    guard let day = Timestamp(day: "\(match.output.3)-\(number)-\(match.output.1)") else {
      return nil
    }
    return day.secondsFromNow + hours * 3600 + minutes * 60 + seconds
  }
}
