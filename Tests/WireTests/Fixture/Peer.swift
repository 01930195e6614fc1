import Glibc

/// The server's end of one connection.
struct Peer: Sendable {
  let socket: Int32

  /// Reads one request, head and `Content-Length` body; nil if the client closed.
  func readRequest() -> String? {
    var bytes: [UInt8] = []
    while true {
      if let end = headEnd(in: bytes), bytes.count >= end + contentLength(in: bytes[..<end]) {
        return String(decoding: bytes, as: UTF8.self)
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
    }
  }

  /// Sends text, with LF unchanged.
  func send(_ text: String) {
    send(Array(text.utf8))
  }

  /// Sends bytes until all are sent or the client closes.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends one chunk in chunked framing.
  func sendChunk(_ text: String) {
    send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
  }

  func pause(_ seconds: Double) {
    usleep(UInt32(seconds * 1e6))
  }

  /// Reads and ignores requests until the client closes.
  func waitForClose() {
    while readRequest() != nil {}
  }

  /// Makes the next close a reset.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  private func headEnd(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[$0 - 4..<$0].elementsEqual([13, 10, 13, 10]) }
  }

  private func contentLength(in head: ArraySlice<UInt8>) -> Int {
    for line in String(decoding: head, as: UTF8.self).lowercased().split(separator: "\r\n") {
      if line.hasPrefix("content-length: ") { return Int(line.dropFirst(16)) ?? 0 }
    }
    return 0
  }
}
