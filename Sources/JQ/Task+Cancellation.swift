extension Task where Success: Sendable, Failure == Never {
  /// The result; nil if the task that waits for it is cancelled first.
  package var valueUnlessCancelled: Success? {
    get async {
      let (results, continuation) = AsyncStream.makeStream(of: Success.self)
      Task<Void, Never> {
        continuation.yield(await value)
        continuation.finish()
      }
      return await results.first { _ in true }
    }
  }
}
