internal import Synchronization

/// The verdicts on documents that were judged before: the same checks say the same of the same text.
/// All judges that share it have the same checks.
///
/// A run never meets a document twice; many runs against much the same server do.
public final class JudgeMemory: Sendable {
  private let verdicts = Mutex<[Int: [Verdict]]>([:])

  /// Remembers nothing yet.
  public init() {}

  /// What was concluded about a document, else what is concluded now.
  func verdicts(on key: String, orElse judge: () async -> [Verdict]) async -> [Verdict] {
    // The text itself would fill memory; two that share a hash are not to be expected.
    // It is hashed as bytes: a string is normalised first, which takes longer than many a check.
    let hash = Array(key.utf8).hashValue
    if let known = verdicts.withLock({ $0[hash] }) { return known }
    let found = await judge()
    verdicts.withLock { $0[hash] = found }
    return found
  }
}
