import Glibc
import Synchronization

/// Accepts connections and serves each on its own thread, until it is stopped.
final class Listener: Sendable {
  private struct State {
    var isStopped = false
    /// Includes the thread that accepts connections.
    var threads = 0
    var sockets: [ObjectIdentifier: Socket] = [:]
  }

  /// The port it listens on.
  let port: UInt16
  private let descriptor: Int32
  private let endpoint: Endpoint
  private let timeouts: Timeouts
  private let state = Mutex(State())

  /// Binds a port of 127.0.0.1; 0 is any free port.
  init(port: UInt16, _ endpoint: Endpoint, _ timeouts: Timeouts) throws(ServerError) {
    self.endpoint = endpoint
    self.timeouts = timeouts
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system("open a socket", port) }
    // Otherwise, the port of a server that has just stopped could not be used again.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) != 0 || listen(descriptor, 1024) != 0
          || getsockname(descriptor, address, &size) != 0
      }
    }
    self.port = UInt16(bigEndian: address.sin_port)
    if failed {
      // Before `close`, which may change `errno`.
      let error = ServerError.system("listen", port)
      close(descriptor)
      throw error
    }
  }

  /// Starts to accept connections.
  func start() throws(ServerError) {
    guard spawn({ $0.accept() }) else {
      state.withLock { $0.isStopped = true }
      close(descriptor)
      throw .system("start a thread", port)
    }
  }

  /// Ends every connection and waits for their threads.
  func stop() {
    let sockets = state.withLock { state in
      // This ends a blocking `accept`; the accepting thread closes the descriptor.
      if !state.isStopped { shutdown(descriptor, Int32(SHUT_RDWR)) }
      state.isStopped = true
      return Array(state.sockets.values)
    }
    for socket in sockets { socket.interrupt() }
    while state.withLock({ $0.threads > 0 }) { usleep(500) }
  }

  /// Runs a body on a counted thread; false if no thread could be started.
  private func spawn(_ body: @escaping @Sendable (Listener) -> Void) -> Bool {
    state.withLock { $0.threads += 1 }
    let isStarted = startThread {
      body(self)
      self.state.withLock { $0.threads -= 1 }
    }
    if !isStarted { state.withLock { $0.threads -= 1 } }
    return isStarted
  }

  private func accept() {
    while !state.withLock({ $0.isStopped }) {
      let accepted = Glibc.accept(descriptor, nil, nil)
      if accepted < 0 {
        // If no descriptor is free, other connections must end first.
        usleep(errno == EMFILE || errno == ENFILE ? 10_000 : 100)
        continue
      }
      _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
      serve(Socket(accepted, sendSeconds: timeouts.sendSeconds))
    }
    close(descriptor)
  }

  private func serve(_ socket: Socket) {
    let id = ObjectIdentifier(socket)
    // A connection that arrives during a stop is closed.
    let isAccepted = state.withLock { state in
      if !state.isStopped { state.sockets[id] = socket }
      return !state.isStopped
    }
    let session = Session(socket: socket, endpoint: endpoint, timeouts: timeouts)
    let serving: @Sendable (Listener) -> Void = { listener in
      session.run()
      listener.forget(id)
    }
    if !isAccepted || !spawn(serving) { forget(id) }
  }

  /// Removes a connection and closes it.
  private func forget(_ id: ObjectIdentifier) {
    let socket = state.withLock { $0.sockets.removeValue(forKey: id) }
    socket?.close()
  }
}

extension ServerError {
  /// The failure of a system call, with its reason.
  fileprivate static func system(_ action: String, _ port: UInt16) -> ServerError {
    if errno == EADDRINUSE {
      return ServerError(
        description: "Port \(port) of 127.0.0.1 is in use. Choose another, or 0 for any.")
    }
    let reason = String(cString: strerror(errno))
    return ServerError(description: "Could not \(action) on port \(port): \(reason).")
  }
}
