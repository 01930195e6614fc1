/// One server-sent event of a streamed answer, still open to alteration.
enum Event: Sendable, Equatable {
  /// A chunk of the answer.
  case chunk(JSONValue)
  /// Anything else, such as the mark of the end.
  case text(String)

  /// The mark of the end.
  static let done = Event.text("[DONE]")

  /// The event as it is sent.
  var bytes: [UInt8] {
    switch self {
    case .chunk(let json): Array("data: ".utf8) + json.bytes + Array("\n\n".utf8)
    case .text(let text): Array("data: \(text)\n\n".utf8)
    }
  }

  /// The chunk's first choice, `null` when it has none.
  var choice: JSONValue {
    if case .chunk(let json) = self { json["choices"].elements?.first ?? .null } else { .null }
  }
}

extension [Event] {
  /// Alters the choice of every chunk that has one.
  mutating func updateChoices(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) {
      json.updateEach("choices", alter)
      self[index] = .chunk(json)
    }
  }

  /// Alters every chunk.
  mutating func updateChunks(_ alter: (inout JSONValue) -> Void) {
    for case (let index, .chunk(var json)) in zip(indices, self) {
      alter(&json)
      self[index] = .chunk(json)
    }
  }

  /// Where the chunk with the finish reason is.
  var finish: Int? {
    firstIndex { $0.choice["finish_reason"] != .null }
  }
}
