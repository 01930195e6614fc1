import Harness
import Synchronization

/// The verdicts on documents that were judged before: the same checks say the same of the same text.
/// All judges that share it have the same checks.
///
/// A run never meets a document twice; many runs against much the same server do.
final class JudgeMemory: Sendable {
  private let verdicts = Mutex<[Key: [Verdict]]>([:])

  /// The text itself would fill memory.
  private struct Key: Hashable {
    let bytes: Int
    let hash: Int
  }

  /// What was concluded about a document, else what is concluded now.
  func verdicts(on text: () -> String, orElse judge: () async -> [Verdict]) async
    -> [Verdict]
  {
    let text = text()
    // Hashed as bytes: a string is normalised first, which takes longer than many a check.
    let key = Key(bytes: text.utf8.count, hash: Array(text.utf8).hashValue)
    if let known = verdicts.withLock({ $0[key] }) { return known }
    let found = await judge()
    verdicts.withLock { $0[key] = found }
    return found
  }
}
