import Glibc

/// One connection: reads requests and plays scripts until either side closes it.
struct Session {
  /// The connection.
  let socket: Socket
  /// The endpoint that answers.
  let endpoint: Endpoint
  /// How long to wait for the client.
  let timeouts: Timeouts

  /// Serves the connection until it is closed.
  func run() {
    var reader = RequestReader(socket: socket, timeouts: timeouts)
    do {
      while let request = try reader.next() {
        let script = endpoint.script(for: request, identity: endpoint.identity(of: request))
        guard play(endpoint.isRepeatable ? script.unpaced : script) else { return }
      }
      socket.finish()
    } catch {
      _ = play(endpoint.script(refusing: error))
    }
  }

  /// Performs every step; false if the connection is closed afterwards.
  private func play(_ script: Script) -> Bool {
    do {
      for step in script.steps {
        switch step {
        case .send, .chunk, .lastChunk: try socket.write(step.bytes ?? [])
        case .wait(let duration): usleep(duration.microseconds)
        case .hang:
          while try !socket.read().isEmpty {}
          return false
        case .swallow:
          _ = try socket.read()
          socket.finish()
          return false
        case .close:
          socket.finish()
          return false
        case .reset:
          socket.reset()
          return false
        }
      }
      return true
    } catch {
      return false
    }
  }
}

extension Duration {
  /// The duration in microseconds, rounded down.
  fileprivate var microseconds: UInt32 {
    UInt32(clamping: components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)
  }
}
