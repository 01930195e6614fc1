internal import JSONText

/// One tool call of a choice, assembled from the pieces so far.
struct ChatCall {
  private let index: JSON
  /// The index as a number.
  let number: Double?
  private let location: Location
  private var id: JSON = nil
  private var type: JSON = nil
  private var name: JSON = nil
  private var arguments = GrowingText()
  private var deltas: [JSON] = []
  private var closing = ClosingBrace()
  private var isClosed = false
  private var continuedAt: Location?

  init(opening part: JSON, position: Int, at location: Location) {
    index = part["index"] ?? JSON(position)
    number = index.double
    self.location = location
  }

  /// Whether a piece begins a call.
  static func opens(_ part: JSON) -> Bool { part["id"].map(isGiven) ?? false }

  /// The id; nil if it is empty or missing.
  var givenID: JSON? { Self.isGiven(id) ? id : nil }

  /// Adds a piece: the first id, type and name are used, and all arguments.
  mutating func take(_ part: JSON, at location: Location) {
    let function = part["function"]
    Self.fill(&id, from: part["id"])
    Self.fill(&type, from: part["type"])
    Self.fill(&name, from: function?["name"])
    arguments.append(function?["arguments"])
    follow(function?["arguments"]?.string ?? "", at: location)
    deltas.append([
      "at": .string(location.words),
      "location": location.json,
      "index": part["index"] ?? nil,
      "id": part["id"] ?? nil,
      "type": part["type"] ?? nil,
      "name": function?["name"] ?? nil,
      "function": .bool(function?.object != nil),
    ])
  }

  var json: JSON {
    let decoded = arguments.string.map { StrictJSON.decode(Array($0.utf8)) }
    return [
      "index": index,
      "id": id,
      "type": type,
      "name": name,
      "arguments": arguments.json,
      "parsed": decoded?.value ?? nil,
      "defects": .array((decoded?.defects ?? []).map(\.json)),
      "at": .string(location.words),
      "location": location.json,
      "deltas": .array(deltas),
      "continued_at": JSON(continuedAt?.words),
      "continued_location": continuedAt?.json ?? nil,
    ]
  }

  /// Records the location where arguments continue after a complete object.
  private mutating func follow(_ piece: String, at location: Location) {
    if isClosed {
      if continuedAt == nil, piece.contains(where: { !$0.isWhitespace }) { continuedAt = location }
    } else {
      isClosed = closing.comes(in: piece)
    }
  }

  private static func isGiven(_ value: JSON) -> Bool { !value.isNull && value != "" }

  private static func fill(_ field: inout JSON, from piece: JSON?) {
    if let piece, !isGiven(field), !piece.isNull { field = piece }
  }
}
