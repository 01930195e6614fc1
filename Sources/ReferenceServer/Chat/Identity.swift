/// The source of the ids of a completion, and its creation time.
struct Identity: Sendable {
  /// The seed of the ids.
  let seed: UInt64
  /// The time in seconds since 1970.
  let created: Int

  /// The id of the completion.
  var completion: String { "chatcmpl-" + letters(of: 0) }

  /// The id of a call, by its index in a choice.
  func call(_ index: Int, ofChoice choice: Int) -> String {
    "call_" + letters(of: UInt64(choice * 1000 + index + 1))
  }

  /// Letters for an id; the same for the same seed and index.
  private func letters(of index: UInt64) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    // The constants of SplitMix64, which mix the bits well enough for ids.
    var state = seed &+ index &* 0x9E37_79B9_7F4A_7C15
    return String(
      (0..<24).map { _ in
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9 &+ 0x94D0_49BB_1331_11EB
        return alphabet[Int((state >> 33) % UInt64(alphabet.count))]
      })
  }
}
