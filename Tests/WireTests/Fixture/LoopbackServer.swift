import Glibc
import Synchronization

/// A server on a free port of this machine that runs a script for each connection, in a thread.
///
/// A connection closes when its script returns.
final class LoopbackServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let log = Log()

  convenience init(script: @escaping @Sendable (Peer, _ request: String) -> Void) throws {
    try self.init(serving: { peer, log in
      guard let request = peer.readRequest() else { return }
      log.requests.withLock { $0.append(request) }
      script(peer, request)
    })
  }

  private init(serving serve: @escaping @Sendable (Peer, Log) -> Void) throws {
    let (socket, port) = try Self.listen()
    listener = socket
    self.port = port
    let log = log
    Self.onThread {
      while true {
        let socket = accept(socket, nil, nil)
        guard socket >= 0 else { return }
        log.connections.withLock { $0 += 1 }
        Self.onThread {
          serve(Peer(socket: socket), log)
          close(socket)
        }
      }
    }
  }

  /// A server that answers every request on a connection with the same bytes.
  convenience init(answering answer: String) throws {
    try self.init(script: { peer, _ in
      repeat { peer.send(answer) } while peer.readRequest() != nil
    })
  }

  /// A server that sends a text first, without reading, and then waits until the client closes.
  static func greeting(_ text: String) throws -> LoopbackServer {
    try LoopbackServer(serving: { peer, _ in
      peer.send(text)
      peer.waitForClose()
    })
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// The first request of each connection so far.
  var requests: [String] { log.requests.withLock { $0 } }

  /// How many connections have been accepted.
  var connections: Int { log.connections.withLock { $0 } }

  /// A port on which nothing listens.
  static func deadPort() throws -> UInt16 {
    let (socket, port) = try listen()
    close(socket)
    return port
  }

  private static func listen() throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && Glibc.listen(listener, 256) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard isBound else { throw SetUpFailed() }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  private static func onThread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    pthread_detach(thread)
  }

  private struct SetUpFailed: Error {}

  private final class Log: Sendable {
    let requests = Mutex<[String]>([])
    let connections = Mutex(0)
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }
}
