/// Limits how many responses are decoded at the same time.
///
/// A transcript takes many times the memory of its response. Of many responses that arrive at the same time, the others
/// wait as bytes.
struct DecodingSlots: Sendable {
  private let all = Slots(2)
  private let large = Slots(1)
  /// The size in bytes from which a response is large.
  private static let largeResponse = 1 << 20

  /// The place of a response; it is free again when the transcript is not needed anymore.
  struct Place: Sendable {
    fileprivate let places: [Slots.Place]

    /// Ends the use of the place.
    func leave() async {
      for place in places { await place.leave() }
    }
  }

  /// Waits until the large responses that wait now are stored, so that a large document is not judged while they take
  /// memory.
  func waitForLarge() async { await large.take(for: 1).leave() }

  /// Waits for a place for a response.
  func take(forBytes count: Int) async -> Place {
    var places: [Slots.Place] = []
    if count >= Self.largeResponse { places.append(await large.take(for: 1)) }
    places.append(await all.take(for: 1))
    return Place(places: places)
  }
}
