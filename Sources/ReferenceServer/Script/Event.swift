/// One server-sent event of a streamed answer, which faults can still change.
enum Event: Sendable, Equatable {
  /// A chunk of the answer.
  case chunk(JSONValue)
  /// Any other data, such as `[DONE]`.
  case text(String)

  /// The end of the stream.
  static let done = Event.text("[DONE]")

  /// The bytes of the event.
  var bytes: [UInt8] {
    switch self {
    case .chunk(let json): Array("data: ".utf8) + json.bytes + Array("\n\n".utf8)
    case .text(let text): Array("data: \(text)\n\n".utf8)
    }
  }

  /// The first choice of the chunk; `null` if there is none.
  var choice: JSONValue {
    if case .chunk(let json) = self { json["choices"].elements?.first ?? .null } else { .null }
  }
}

extension [Event] {
  /// Changes every choice of every chunk.
  mutating func updateChoices(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) {
      json.updateEach("choices", alter)
      self[index] = .chunk(json)
    }
  }

  /// Changes every chunk.
  mutating func updateChunks(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) {
      alter(&json)
      self[index] = .chunk(json)
    }
  }

  /// The index of the chunk with the finish reason.
  var finish: Int? {
    firstIndex { $0.choice["finish_reason"] != .null }
  }
}
