import Dispatch
import Glibc

/// Ctrl-C, termination and the loss of the terminal, turned into cancellation; the second one ends the
/// process at once.
enum Interruption {
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // Nothing begins before it can be interrupted.
    let ready = AsyncStream<Never>.makeStream()
    let task = Task {
      for await _ in ready.stream {}
      return try await work()
    }
    // A queue of its own: work that fills the shared ones must not keep signals waiting.
    let queue = DispatchQueue(label: "signals")
    let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
      // Who was started to outlive the terminal does.
      var before = sigaction()
      if number == SIGHUP, sigaction(number, nil, &before) == 0, before.isIgnored { return nil }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if task.isCancelled { _exit(128 + number) }
        task.cancel()
      }
      source.resume()
      return source
    }
    ready.continuation.finish()
    defer { sources.forEach { $0.cancel() } }
    do {
      return try await task.value
    } catch {
      // Whatever it says of the suites, it is the interruption that stopped it.
      throw task.isCancelled ? Interrupted() : error
    }
  }

  /// Nothing has been sent yet, and nothing will be.
  struct Interrupted: Error {}
}

extension sigaction {
  fileprivate var isIgnored: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
