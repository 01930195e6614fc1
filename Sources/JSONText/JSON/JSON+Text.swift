extension JSON {
  /// The value as compact JSON text.
  public var text: String { String(decoding: bytes(), as: UTF8.self) }

  /// The value as JSON text in UTF-8, compact or indented by two spaces. `depth` is the number of brackets around it.
  public func bytes(pretty: Bool = false, depth: Int = 0) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty, depth: depth, capacity: textSize)
    writer.write(self)
    return writer.bytes
  }

  /// The least size of its compact text in bytes.
  private var textSize: Int {
    switch self {
    case .null, .bool: 4
    case .number(let lexeme): lexeme.utf8.count
    case .string(let text): text.utf8.count + 2
    case .array(let elements): elements.reduce(2) { $0 + $1.textSize + 1 }
    case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + $1.value.textSize + 4 }
    }
  }
}
