internal import JSONText

/// One choice of a chat answer, assembled from the parts so far.
struct ChatChoice {
  let number: Int
  private var hasMessage = false
  private var roles: [JSON] = []
  private var content = GrowingText()
  private var reasoning = GrowingText()
  private var reasoningFields: [String] = []
  private var reasonings = [GrowingText(), GrowingText()]
  private var refusal = GrowingText()
  private var calls: [ChatCall] = []
  /// The first call with an index, and with an id.
  private var callByIndex: [Double: Int] = [:]
  private var callByID: [String: Int] = [:]
  private var finishReasons: [JSON] = []

  /// The fields in which servers send the reasoning, in order of preference.
  private static let reasoningNames = ["reasoning_content", "reasoning"]

  /// The maximum number of calls; no valid answer has more.
  private static let maxCalls = 10_000

  init(number: Int) {
    self.number = number
  }

  /// Adds a message, or a delta of a stream.
  mutating func take(_ message: JSON?, at location: Location, isDelta: Bool) {
    guard let message, message.object != nil else { return }
    hasMessage = true
    if let role = message["role"], !role.isNull {
      roles.append(["value": role, "at": .string(location.words), "location": location.json])
    }
    content.append(message["content"])
    refusal.append(message["refusal"])
    var reasoned = false
    for (number, name) in Self.reasoningNames.enumerated() {
      guard let part = message[name], !part.isNull else { continue }
      reasonings[number].append(part)
      if !reasoningFields.contains(name) { reasoningFields.append(name) }
      // A server that sends both fields sends the same text twice.
      if !reasoned { reasoning.append(part) }
      reasoned = true
    }
    for (position, part) in (message["tool_calls"]?.array ?? []).enumerated() {
      let (number, id) = (part["index"]?.double, part["id"])
      var at = isDelta ? call(at: number, id) : nil
      if at == nil, isDelta, number == nil, !ChatCall.opens(part), !calls.isEmpty {
        // Without index and id it can only continue the latest call.
        at = calls.count - 1
      }
      var inside = location
      inside.call = at ?? calls.count
      if !isDelta { inside.path = "\(location.path ?? "").message.tool_calls[\(position)]" }
      if at == nil {
        guard calls.count < Self.maxCalls else { continue }
        calls.append(ChatCall(opening: part, position: calls.count, at: inside))
      }
      let place = at ?? calls.count - 1
      calls[place].take(part, at: inside)
      if isDelta { remember(place) }
    }
  }

  /// The position of the call that a piece with this index, or else with this id, belongs to.
  private func call(at number: Double?, _ id: JSON?) -> Int? {
    if let number { return callByIndex[number] }
    return id.flatMap { callByID[$0.text] }
  }

  /// Makes a call known by its index and its id, so that no piece has to search all calls.
  private mutating func remember(_ place: Int) {
    if let number = calls[place].number {
      callByIndex[number] = min(place, callByIndex[number] ?? place)
    }
    if let id = calls[place].givenID?.text { callByID[id] = min(place, callByID[id] ?? place) }
  }

  /// Adds a finish reason unless it is null.
  mutating func finish(_ reason: JSON?, at location: Location) {
    guard let reason, !reason.isNull else { return }
    finishReasons.append([
      "value": reason, "at": .string(location.words), "location": location.json,
    ])
  }

  /// The text of the second reasoning field, if both fields exist and differ.
  private var otherReasoning: JSON {
    let texts = reasonings.map(\.json)
    return texts.contains(where: \.isNull) || texts[0] == texts[1] ? nil : texts[1]
  }

  var json: JSON {
    [
      "index": JSON(number),
      "message": .bool(hasMessage),
      "roles": .array(roles),
      "content": content.json,
      "reasoning": reasoning.json,
      "reasoning_fields": .array(reasoningFields.map(JSON.string)),
      "other_reasoning": otherReasoning,
      "refusal": refusal.json,
      "tool_calls": .array(calls.map(\.json)),
      "finish_reason": finishReasons.last?["value"] ?? nil,
      "finish_reasons": .array(finishReasons),
    ]
  }
}
