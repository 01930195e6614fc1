/// Reads JSON exactly as RFC 8259 defines it, and says where bytes differ from that.
///
/// Where common parsers carry on, such as at a duplicate key, so does this one: the oddity is a
/// ``Defect`` beside the value. Text that is no JSON has no value, and its last defect says why.
public enum StrictJSON {
  /// How deep arrays and objects may nest; libjq follows to 256.
  public static let depthLimit = 128

  /// Reads one document.
  public static func decode(_ bytes: [UInt8]) -> Decoded {
    var reader = JSONReader(bytes)
    do {
      let value = try reader.document()
      return Decoded(value: value, defects: reader.log.defects)
    } catch {
      return Decoded(value: nil, defects: reader.log.defects + [error.defect])
    }
  }

  /// What some bytes hold.
  public struct Decoded: Sendable, Equatable {
    /// The document; nil if the bytes are no JSON.
    public var value: JSON?
    /// What is odd, in the order of the bytes; offsets count from their first.
    public var defects: [Defect]

    /// Why there is no value; nil if there is one.
    public var failure: Defect? { value == nil ? defects.last : nil }
  }
}
