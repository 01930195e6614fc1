import Harness
import Synchronization

/// The verdicts on documents that were judged before. All judges that share it must have the same checks.
///
/// A run judges a document only once, but many runs against similar servers judge the same documents.
final class JudgeMemory: Sendable {
  private let verdicts = Mutex<[Key: [Verdict]]>([:])

  /// A hash, because the texts would fill the memory.
  private struct Key: Hashable {
    let bytes: Int
    let hash: Int
  }

  /// The known verdicts on a document, or else new ones.
  func verdicts(on text: () -> String, orElse judge: () async -> [Verdict]) async
    -> [Verdict]
  {
    let text = text()
    // Hashed as bytes: hashing a string normalises it first, which takes longer than many checks.
    let key = Key(bytes: text.utf8.count, hash: Array(text.utf8).hashValue)
    if let known = verdicts.withLock({ $0[key] }) { return known }
    let found = await judge()
    verdicts.withLock { $0[key] = found }
    return found
  }
}
