internal import CCurl
internal import Glibc
internal import Synchronization

/// The thread that runs curl, and the inbox for other threads.
final class Loop: Sendable {
  private struct Inbox {
    var orders: [Order] = []
    /// No more orders are accepted.
    var isClosed = false
    /// The multi handle must not be used anymore.
    var isOver = false
  }

  private let inbox = Mutex(Inbox())
  private let sender: Sender
  // Other threads may only wake it, under the inbox's lock, while the loop runs.
  nonisolated(unsafe) private let multi: UnsafeMutableRawPointer

  /// Starts the thread.
  init(sender: Sender) throws(WireProblem) {
    guard curlState == CURLE_OK, let multi = curl_multi_init() else {
      throw WireProblem("curl cannot be initialized")
    }
    self.multi = multi
    self.sender = sender
    ccurl_multi_set_number(multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX)
    // The thread releases this reference when it ends.
    let context = Unmanaged.passRetained(self)
    guard Self.startThread(with: context.toOpaque()) else {
      context.release()
      curl_multi_cleanup(multi)
      throw WireProblem("cannot start a thread for curl")
    }
  }

  /// Passes an order to the thread; declines it if the loop is closed.
  func add(_ order: Order) {
    let isOpen = inbox.withLock { inbox in
      guard !inbox.isClosed else { return false }
      inbox.orders.append(order)
      curl_multi_wakeup(multi)
      return true
    }
    if !isOpen { order.decline("the client is closed") }
  }

  /// Makes the thread check its inbox and the flags of its orders.
  func wake() {
    inbox.withLock { inbox in
      if !inbox.isOver { curl_multi_wakeup(multi) }
    }
  }

  /// Stops the thread and all running exchanges.
  func close() {
    inbox.withLock { inbox in
      inbox.isClosed = true
      if !inbox.isOver { curl_multi_wakeup(multi) }
    }
  }

  private func run() {
    let transfers = Transfers(on: multi, sender: sender)
    while true {
      let (orders, isClosed) = inbox.withLock { inbox in
        defer { inbox.orders = [] }
        return (inbox.orders, inbox.isClosed)
      }
      orders.forEach(transfers.begin)
      if isClosed { break }
      transfers.step()
      transfers.wait()
    }
    inbox.withLock { $0.isOver = true }
    // From here on, no other thread uses the multi handle, which is freed now.
    transfers.cancelAll("the client was closed")
  }

  private static func startThread(with context: UnsafeMutableRawPointer) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 512 << 10)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { context in
        // The main thread handles signals; a broken pipe is an error code here.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        guard let context else { return nil }
        Unmanaged<Loop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    return code == 0
  }
}

/// The result of curl's global initialization, which runs once at first use.
private let curlState = ccurl_global_init()
