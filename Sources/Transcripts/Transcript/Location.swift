public import JSONText

/// Where something is in a response: an event of its stream, a byte, a choice, a tool call, a field.
public struct Location: Sendable, Equatable {
  /// The number of the event, from 1.
  public var event: Int?
  /// The byte of the decoded body, from 0.
  public var byte: Int?
  /// The index of the choice.
  public var choice: Int?
  /// The position of the tool call in its choice, from 0.
  public var call: Int?
  /// The field, written as a path such as `choices[0].message`.
  public var path: String?

  /// Describes a location by the parts that are known.
  public init(
    event: Int? = nil, byte: Int? = nil, choice: Int? = nil, call: Int? = nil, path: String? = nil
  ) {
    self.event = event
    self.byte = byte
    self.choice = choice
    self.call = call
    self.path = path
  }

  /// Reads `{event, byte, choice, call, path}`; nil if it has none of them.
  public init?(_ json: JSON) {
    func count(_ key: String) -> Int? { json[key]?.int.flatMap { $0 < 0 ? nil : $0 } }
    self.init(
      event: count("event"), byte: count("byte"), choice: count("choice"), call: count("call"),
      path: json["path"]?.string)
    if self == Location() { return nil }
  }

  /// The location as transcripts and records have it: the parts that are known.
  public var json: JSON {
    let parts: [(String, JSON)] = [
      ("event", JSON(event)), ("byte", JSON(byte)), ("choice", JSON(choice)),
      ("call", JSON(call)), ("path", JSON(path)),
    ]
    return .object(parts.filter { !$0.1.isNull }.map { JSON.Member($0.0, $0.1) })
  }

  /// The location for people. An event or a path says more than the choice that it belongs to.
  public var words: String {
    if let path { return path }
    let outer = [event.map { "event \($0)" }, byte.map { "byte \($0)" }].compactMap(\.self)
    let inner = [choice.map { "choice \($0)" }, call.map { "call \($0)" }].compactMap(\.self)
    return (outer.isEmpty ? inner : outer).joined(separator: ", ")
  }

  /// Whether both can be about the same tool call: neither their choices nor their calls differ.
  public func mayBeSame(as other: Location) -> Bool {
    func agree(_ left: Int?, _ right: Int?) -> Bool { left == nil || right == nil || left == right }
    return agree(choice, other.choice) && agree(call, other.call)
  }
}
