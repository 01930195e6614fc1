import Glibc
import Synchronization

/// A connected socket that one thread uses and any thread may interrupt.
final class Socket: Sendable {
  /// The connection is closed, reset, interrupted or too slow.
  struct Disconnected: Error {}

  private let descriptor: Int32
  /// Prevents the use of a closed descriptor, whose number may belong to another file.
  private let isOpen = Mutex(true)

  /// Owns a connected descriptor. Sends without delay, and waits for a slow client that long.
  init(_ descriptor: Int32, sendSeconds: Int) {
    self.descriptor = descriptor
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
    var limit = timeval(tv_sec: sendSeconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close() }

  /// Waits for bytes and returns them; returns no bytes if the client has finished sending.
  func read(before deadline: ContinuousClock.Instant? = nil) throws(Disconnected) -> [UInt8] {
    var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      // -1 waits without a limit.
      let left = deadline.map { max(0, ($0 - .now).milliseconds) } ?? -1
      let ready = poll(&interest, 1, Int32(clamping: left))
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { throw Disconnected() }
      break
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
      // A reset looks like the end of the connection.
      count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count < 0 { count = 0 }
    }
    return bytes
  }

  /// Sends every byte.
  func write(_ bytes: [UInt8]) throws(Disconnected) {
    // Otherwise, writing to a closed connection would end the process.
    let noSignal = Int32(MSG_NOSIGNAL)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent, noSignal)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Disconnected() }
      sent += count
    }
  }

  /// Ends the sending side, waits shortly until the client ends its side, and closes.
  func finish() {
    // Closing with unread bytes would reset the connection, and the reply could be lost.
    shutdown(descriptor, Int32(SHUT_WR))
    let deadline = ContinuousClock.now + .seconds(1)
    while let bytes = try? read(before: deadline), !bytes.isEmpty {}
    close()
  }

  /// Closes the connection with a reset.
  func reset() {
    // With a linger time of 0, `close` sends a reset.
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Closes; idempotent.
  func close() {
    isOpen.withLock { isOpen in
      if isOpen { Glibc.close(descriptor) }
      isOpen = false
    }
  }

  /// Ends any blocking call of the owning thread.
  func interrupt() {
    isOpen.withLock { isOpen in
      if isOpen { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }
}

extension Duration {
  /// The duration in milliseconds, rounded down.
  fileprivate var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
