/// The keys of one object, compared as bytes, because `String` treats different Unicode forms of é
/// as equal.
struct SeenKeys {
  /// Filled only for objects with many keys.
  private var keys: Set<Key> = []

  private struct Key: Hashable {
    let text: String

    static func == (left: Self, right: Self) -> Bool {
      left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Whether the members so far have the key; adds the key.
  mutating func already(has key: String, in members: [JSON.Member]) -> Bool {
    // For few keys, comparison is faster than hashing.
    if members.count < 16 {
      return members.contains { $0.key == key && $0.key.utf8.elementsEqual(key.utf8) }
    }
    if keys.isEmpty { keys.formUnion(members.map { Key(text: $0.key) }) }
    return !keys.insert(Key(text: key)).inserted
  }
}
