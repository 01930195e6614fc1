extension JSON {
  /// The value as compact JSON text.
  public var text: String { String(decoding: bytes(), as: UTF8.self) }

  /// The value as JSON text in UTF-8, compact or indented by two spaces.
  public func bytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.bytes
  }
}
