internal import CAllocator
public import Transcripts

/// Writes a run to its folder during the run. The files are valid at any moment, also after a crash.
public actor RunJournal {
  /// The folder.
  public nonisolated let folder: RunFolder
  private let key: Secret?
  private let notify: @Sendable (Progress) -> Void
  /// The least time between two records of a run in progress.
  private static let pauseMilliseconds = 500.0
  /// When the record was last written; the duration limits how soon it is written again.
  private var lastSaved = 0.0
  private var costOfSaving = 0.0
  /// The next write of the record, if one is planned.
  private var delayed: Task<Void, Never>?

  /// Whether all files so far could be written.
  public private(set) var isComplete = true

  /// A journal that writes to a folder, with the key masked.
  public init(
    _ folder: RunFolder, key: Secret?, notify: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.folder = folder
    self.key = key
    self.notify = notify
  }

  /// Writes the JSON of a transcript and the exact bytes of its exchange; returns its path within the folder.
  func save(_ transcript: [UInt8], _ exchange: Exchange, as stem: String) -> String? {
    attempt { () throws(RunFolder.Failure) in
      try folder.save(transcript, exchange, as: stem, key: key)
    }
  }

  /// Writes the record soon. Writing takes at most a tenth of the time, even if the record is large.
  func saveSoon(_ record: @escaping @Sendable () async -> RunRecord) {
    guard delayed == nil else { return }
    let wait =
      lastSaved + max(Self.pauseMilliseconds, 10 * costOfSaving) - monotonicMilliseconds()
    delayed = Task {
      if wait > 0 { try? await Task.sleep(for: .milliseconds(wait)) }
      guard !Task.isCancelled else { return }
      let began = monotonicMilliseconds()
      let failure = await Self.write(record, to: folder)
      delayed = nil
      // Meanwhile, the final record may have been requested.
      guard !Task.isCancelled else { return }
      attempt { () throws(RunFolder.Failure) in if let failure { throw failure } }
      noteSaved(since: began)
    }
  }

  /// Writes the first or the final record.
  public func save(_ record: RunRecord) async {
    // Two records must not be written at the same time.
    while let task = delayed {
      task.cancel()
      await task.value
      if delayed == task { delayed = nil }
    }
    let began = monotonicMilliseconds()
    attempt { () throws(RunFolder.Failure) in try folder.save(record) }
    noteSaved(since: began)
  }

  /// Writes a record, not on the actor, so that transcripts are written meanwhile.
  private static func write(_ record: () async -> RunRecord, to folder: RunFolder) async
    -> RunFolder.Failure?
  {
    let record = await record()
    do throws(RunFolder.Failure) {
      try folder.save(record) { Task.isCancelled }
      return nil
    } catch {
      return error
    }
  }

  private func noteSaved(since began: Double) {
    // What the record needed, and the responses before it.
    allocator_trim()
    lastSaved = monotonicMilliseconds()
    costOfSaving = lastSaved - began
  }

  /// Notes a failure to write, and reports the first one.
  @discardableResult
  private func attempt<Value>(_ action: () throws(RunFolder.Failure) -> Value) -> Value? {
    do throws(RunFolder.Failure) {
      return try action()
    } catch {
      if isComplete { notify(.notice(error.description)) }
      isComplete = false
      return nil
    }
  }
}
