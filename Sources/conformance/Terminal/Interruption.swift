import Dispatch
import Glibc

/// Turns SIGINT, SIGTERM and SIGHUP into cancellation. A second signal ends the process immediately.
enum Interruption {
  /// Performs some work in a task that these signals cancel.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    // The work starts after the signal handlers are installed.
    let ready = AsyncStream<Never>.makeStream()
    let task = Task {
      for await _ in ready.stream {}
      return try await work()
    }
    // A separate queue, so that other work does not delay signals.
    let queue = DispatchQueue(label: "signals")
    let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
      // If SIGHUP is ignored, as with nohup, the process should outlive its terminal.
      var before = sigaction()
      if number == SIGHUP, sigaction(number, nil, &before) == 0, before.isIgnored { return nil }
      // The default action would end the process before the dispatch source is notified.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        // The second signal: the exit code is the one of a process that the signal ended.
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
      // After an interruption, other errors are its consequences.
      throw task.isCancelled ? Interrupted() : error
    }
  }

  /// The work was interrupted before the first request.
  struct Interrupted: Error {}
}

extension sigaction {
  fileprivate var isIgnored: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
