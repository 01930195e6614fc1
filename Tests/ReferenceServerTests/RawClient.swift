import Glibc

/// A connection that sends and reads arbitrary bytes.
final class RawClient {
  private let descriptor: Int32

  init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if result != 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Sends bytes until the server stops accepting them.
  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Sends text.
  func send(_ text: String) { send(Array(text.utf8)) }

  /// Closes the sending side.
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads until a text appears, or until the connection ends.
  func read(until end: String) -> String {
    var bytes: [UInt8] = []
    while bytes.firstRange(of: Array(end.utf8)) == nil, let more = receive() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads until the connection ends; nil after a reset or a timeout.
  func readToEnd() -> String? {
    var bytes: [UInt8] = []
    while let more = receive() { bytes += more }
    return errno == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  private func receive() -> [UInt8]? {
    errno = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer.prefix(count)) : nil
  }
}

/// Sends one request on a new connection and returns the complete reply.
func exchange(
  _ port: UInt16, _ line: String, headers: [String] = [], body: [UInt8] = []
) -> String? {
  let client = RawClient(port: port)
  let head = [line + " HTTP/1.1", "Host: test", "Connection: close"] + headers
  let length = body.isEmpty ? [] : ["Content-Length: \(body.count)"]
  client?.send((head + length).joined(separator: "\r\n") + "\r\n\r\n")
  client?.send(body)
  return client?.readToEnd()
}
