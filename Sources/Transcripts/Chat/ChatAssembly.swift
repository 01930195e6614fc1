internal import JSONText

/// The message that a lenient client would assemble from one document or from many deltas.
///
/// It never rejects input: unusable parts are left out, and irregularities remain visible in the
/// parts (`roles`, `finish_reasons`, `deltas`), each with its place in the stream.
struct ChatAssembly {
  private let streamed: Bool
  private var header: [JSON.Member] = []
  private var fingerprints: [JSON] = []
  private var lastFingerprint: JSON = nil
  private var usage: JSON = nil
  private var error: JSON = nil
  private var errorLocation: Location?
  private var choices: [ChatChoice] = []
  private var choiceByNumber: [Int: Int] = [:]

  /// The maximum numbers of choices and of fingerprints; no valid answer has more.
  private static let maxChoices = 10_000
  private static let maxFingerprints = 100

  /// Assembles a non-streamed answer.
  init(document: JSON) {
    streamed = false
    take(document, at: nil)
  }

  /// Assembles a streamed answer from its events that are JSON, each with its location.
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
      if fingerprints.count < Self.maxFingerprints, !fingerprints.contains(value) {
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
      let at = choiceByNumber[number] ?? choices.endIndex
      if at == choices.endIndex {
        guard choices.count < Self.maxChoices else { continue }
        choiceByNumber[number] = at
        choices.append(ChatChoice(number: number))
      }
      var inside = location ?? Location(path: "choices[\(position)]")
      inside.choice = number
      choices[at].take(part[streamed ? "delta" : "message"], at: inside, isDelta: location != nil)
      choices[at].finish(part["finish_reason"], at: inside)
    }
  }

  /// The JSON form in a transcript.
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
