internal import CCurl
internal import Transcripts

/// A running exchange, on the thread of the loop from start to end.
final class Transfer {
  /// The order.
  let order: Order
  /// The curl handle of the exchange.
  let easy: Easy
  private let recorder: Recorder
  /// The maximum number of other exchanges that ran at the same time.
  private var peers = 0
  /// The last time at which other requests were answered while this one had no answer, in
  /// milliseconds from the start: an endpoint that answers others is not silent.
  private var queued = 0.0
  /// The received bytes at the last call of ``hasNews()``.
  private var bytesHeard = 0

  /// Prepares an exchange without sending anything.
  init(_ order: Order, sender: Sender) throws(WireProblem) {
    self.order = order
    recorder = Recorder(limits: order.bounds.limits)
    easy = try Easy(order, sender: sender, recorder: recorder)
  }

  /// Whether bytes of the answer arrived since the last call. Interim answers do not show progress, because they
  /// could be repeated without end.
  func hasNews() -> Bool {
    defer { bytesHeard = recorder.received.count }
    return recorder.firstAt != nil && recorder.received.count > bytesHeard
  }

  /// Records that other requests were just answered; their number limits the total waiting time.
  func wait(among others: Int) {
    guard recorder.firstAt == nil else { return }
    peers = max(peers, others)
    let longest = Double(peers) * order.bounds.deadlines.total.milliseconds
    queued = min(recorder.clock.elapsed, longest)
  }

  /// Milliseconds until the next deadline; negative once it has passed.
  var timeLeft: Double { due.at - recorder.clock.elapsed }

  /// The exchange if it must end now; nil if it may continue.
  func exchangeToStop() -> Exchange? {
    if order.flag.isRaised { return exchange(.cancelled, "cancelled") }
    if let excess = recorder.excess { return exchange(.tooLarge, excess) }
    let (at, phase) = due
    guard at <= recorder.clock.elapsed else { return nil }
    let timeout = Timeout(phase, of: order.bounds.deadlines)
    return exchange(timeout.ending, timeout.message(queued: queued), timeout)
  }

  /// The exchange after curl has finished it.
  func exchange(after code: CURLcode) -> Exchange {
    if let excess = recorder.excess { return exchange(.tooLarge, excess) }
    switch code {
    case CURLE_OK where recorder.head.isComplete:
      return exchange(.complete, "")
    case CURLE_OK:
      // For curl, a connection that closes inside the head ends the answer.
      return exchange(.truncated, "the connection closed inside the head of the answer")
    case CURLE_GOT_NOTHING:
      return exchange(.truncated, "the connection closed without an answer")
    // Earlier versions use CURLE_OUT_OF_MEMORY also for a line beyond their own limit.
    case CURLE_OUT_OF_MEMORY where recorder.firstAt != nil && !recorder.head.isComplete,
      .tooLarge where recorder.firstAt != nil && !recorder.head.isComplete:
      return exchange(.tooLarge, "a header line longer than curl can hold")
    // Before the request is sent, only curl's own timeout for the connection applies.
    case CURLE_OPERATION_TIMEDOUT where easy.milliseconds(CURLINFO_PRETRANSFER_TIME_T) == nil:
      let timeout = Timeout(.connect, of: order.bounds.deadlines)
      return exchange(
        .timedOut, "\(timeout.message()) (\(easy.message(about: code)))", timeout)
    default:
      let message = easy.message(about: code)
      return exchange(Ending(code, message), message)
    }
  }

  /// The exchange after we ended it.
  func exchange(_ ending: Ending, _ detail: String, _ timeout: Timeout? = nil) -> Exchange {
    var exchange = Exchange(request: order.request, limits: order.bounds.limits)
    exchange.sent = Masking.credentials(in: recorder.lastSent)
    exchange.status = recorder.head.status
    exchange.headers = recorder.head.headers
    recorder.giveResponse(to: &exchange)
    exchange.arrivals = recorder.arrivals
    exchange.connection = connection
    exchange.timing = timing(reused: exchange.connection.reused)
    if exchange.status != nil { exchange.httpVersion = httpVersion }
    exchange.ending = ending
    exchange.endingDetail = detail
    exchange.timeout = timeout
    return exchange
  }

  /// The next deadline; after the end marker, the one for closing.
  private var due: (at: Double, phase: Timeout.Phase) {
    let deadlines = order.bounds.deadlines
    let total = queued + deadlines.total.milliseconds
    let next: (at: Double, phase: Timeout.Phase) =
      if let last = recorder.lastAt, deadlines.closing < deadlines.idle,
        recorder.ends(with: order.bounds.endMarker)
      {
        (last + deadlines.closing.milliseconds, .closing)
      } else if let last = recorder.lastAt {
        (last + deadlines.idle.milliseconds, .idle)
      } else {
        (queued + deadlines.firstByte.milliseconds, .firstByte)
      }
    let soonest = next.at <= total ? next : (total, .total)
    let end = order.bounds.endsAt.map { $0 - recorder.clock.start } ?? .infinity
    return soonest.at <= end ? soonest : (end, .end)
  }

  private var connection: Connection {
    var connection = Connection()
    connection.resent = recorder.resent
    // Without sent bytes there was no connection, and curl reports 0 as well.
    connection.reused = !recorder.sent.isEmpty && easy.number(CURLINFO_NUM_CONNECTS) == 0
    guard connection.reused || easy.milliseconds(CURLINFO_CONNECT_TIME_T) != nil else {
      return connection
    }
    if let address = easy.text(CURLINFO_PRIMARY_IP) {
      let host = address.contains(":") ? "[\(address)]" : address
      connection.remote = "\(host):\(easy.number(CURLINFO_PRIMARY_PORT))"
    }
    connection.tls =
      easy.origin.scheme == "https"
      && (connection.reused || easy.milliseconds(CURLINFO_APPCONNECT_TIME_T) != nil)
    return connection
  }

  private func timing(reused: Bool) -> Timing {
    var timing = Timing()
    timing.started = recorder.clock.started
    timing.total = recorder.clock.elapsed
    timing.queued = queued > 0 ? queued : nil
    if !reused {
      timing.dns = easy.milliseconds(CURLINFO_NAMELOOKUP_TIME_T)
      timing.connect = easy.milliseconds(CURLINFO_CONNECT_TIME_T)
      if easy.origin.scheme == "https" {
        timing.tls = easy.milliseconds(CURLINFO_APPCONNECT_TIME_T)
      }
    }
    // curl may measure from the start of the request's body instead.
    timing.firstByte = recorder.firstAt
    timing.lastByte = recorder.arrivals.last?.at ?? recorder.lastAt
    return timing
  }

  private var httpVersion: String? {
    switch easy.number(CURLINFO_HTTP_VERSION) {
    case CURL_HTTP_VERSION_1_0: "1.0"
    case CURL_HTTP_VERSION_1_1: "1.1"
    case CURL_HTTP_VERSION_2_0: "2"
    case CURL_HTTP_VERSION_3: "3"
    default: nil
    }
  }
}
