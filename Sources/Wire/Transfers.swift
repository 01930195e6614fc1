internal import CCurl
internal import Transcripts

/// All running exchanges, used only on the thread of the loop.
final class Transfers {
  private let multi: UnsafeMutableRawPointer
  private let sender: Sender
  private var underWay: [UnsafeMutableRawPointer: Transfer] = [:]

  /// Starts without exchanges.
  init(on multi: UnsafeMutableRawPointer, sender: Sender) {
    self.multi = multi
    self.sender = sender
  }

  /// Starts an exchange, or declines it if it cannot be sent.
  func begin(_ order: Order) {
    guard !order.flag.isRaised else { return order.decline("cancelled") }
    do throws(WireProblem) {
      let transfer = try Transfer(order, sender: sender)
      let code = curl_multi_add_handle(multi, transfer.easy.handle)
      guard code == CURLM_OK else {
        throw WireProblem(String(cString: curl_multi_strerror(code)))
      }
      underWay[transfer.easy.handle] = transfer
    } catch {
      order.decline(error.description)
    }
  }

  /// Advances every exchange, and ends those that are complete.
  func step() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    let answered = underWay.values.filter { $0.hasNews() }
    for transfer in underWay.values
    // Its own bytes do not show that the endpoint is answering others.
    where answered.contains(where: { $0 !== transfer }) {
      transfer.wait(among: underWay.count - 1)
    }
    var handle: UnsafeMutableRawPointer?
    var code = CURLE_OK
    while ccurl_multi_next_done(multi, &handle, &code) != 0 {
      guard let handle, let transfer = underWay[handle] else { continue }
      end(transfer, with: transfer.exchange(after: code))
    }
    for transfer in underWay.values {
      if let exchange = transfer.exchangeToStop() { end(transfer, with: exchange) }
    }
  }

  /// Waits until something arrives, a deadline passes or another thread wakes the multi handle.
  func wait() {
    // Rounded up: a wait that ends shortly before a deadline would only repeat itself.
    let wait = underWay.values.reduce(60_000) { min($0, $1.timeLeft.rounded(.up)) }
    curl_multi_poll(multi, nil, 0, Int32(max(0, wait)), nil)
  }

  /// Ends every exchange and closes every connection.
  func cancelAll(_ reason: String) {
    for transfer in underWay.values {
      end(transfer, with: transfer.exchange(.cancelled, reason))
    }
    curl_multi_cleanup(multi)
  }

  private func end(_ transfer: Transfer, with exchange: Exchange) {
    curl_multi_remove_handle(multi, transfer.easy.handle)
    underWay[transfer.easy.handle] = nil
    transfer.order.continuation.resume(returning: exchange)
  }
}
