/// The message that a lenient client would end up with, from one document or from many deltas.
///
/// It never rejects: what cannot be used is left out, and what was odd stays visible in the
/// parts (`roles`, `finish_reasons`, `deltas`), each with its place on the wire.
struct ChatAssembly {
  private let streamed: Bool
  private var header: [JSON.Member] = []
  private var fingerprints: [JSON] = []
  private var lastFingerprint: JSON = nil
  private var usage: JSON = nil
  private var error: JSON = nil
  private var errorLocation: Location?
  private var choices: [ChatChoice] = []

  /// The most choices, and fingerprints, of which account is kept: no honest answer has as many.
  private static let most = 100

  /// Takes an answer that came as one document.
  init(document: JSON) {
    streamed = false
    take(document, at: nil)
  }

  /// Takes an answer that came as events, those of them that are JSON, each with its location.
  init(events: [(location: Location, value: JSON)]) {
    streamed = true
    for (location, value) in events { take(value, at: location) }
  }

  private mutating func take(_ document: JSON, at location: Location?) {
    for key in ["id", "object", "created", "model"] where !header.contains(where: { $0.key == key })
    {
      if let value = document[key], !value.isNull { header.append(JSON.Member(key, value)) }
    }
    if let value = document["system_fingerprint"], !value.isNull {
      lastFingerprint = value
      if fingerprints.count < Self.most, !fingerprints.contains(value) {
        fingerprints.append(value)
      }
    }
    if let value = document["usage"], !value.isNull { usage = value }
    if error.isNull, let value = document["error"], !value.isNull {
      error = value
      errorLocation = location ?? Location(path: "error")
    }
    for (position, part) in (document["choices"]?.array ?? []).enumerated() {
      let number = part["index"]?.int ?? part["index"]?.string.flatMap(Int.init) ?? position
      let at = choices.firstIndex { $0.number == number } ?? choices.endIndex
      if at == choices.endIndex {
        guard choices.count < Self.most else { continue }
        choices.append(ChatChoice(number: number))
      }
      var inside = location ?? Location(path: "choices[\(position)]")
      inside.choice = number
      choices[at].take(part[streamed ? "delta" : "message"], at: inside, isDelta: location != nil)
      choices[at].finish(part["finish_reason"], at: inside)
    }
  }

  /// The assembly as a transcript holds it.
  var json: JSON {
    .object(
      [JSON.Member("streamed", .bool(streamed))] + header + [
        JSON.Member("system_fingerprint", lastFingerprint),
        JSON.Member("fingerprints", .array(fingerprints)),
        JSON.Member("usage", usage),
        JSON.Member("error", error),
        JSON.Member("error_at", JSON(errorLocation?.words)),
        JSON.Member("error_location", errorLocation?.json ?? nil),
        JSON.Member("choices", .array(choices.map(\.json))),
      ])
  }
}
