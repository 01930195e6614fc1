/// Reads JSON exactly as RFC 8259 defines it, and reports where the bytes differ from that.
///
/// It continues where common parsers do, for example at a duplicate key, and reports a ``Defect``
/// with the value. Text that is not JSON has no value, and its last defect is the reason.
public enum StrictJSON {
  /// The maximum nesting of arrays and objects; libjq allows 256.
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

  /// The result of decoding.
  public struct Decoded: Sendable, Equatable {
    /// The document; nil if the bytes are not JSON.
    public var value: JSON?
    /// The irregularities in the order of the bytes; offsets are from the first byte.
    public var defects: [Defect]

    /// A result without a value and without defects, for text that is not read as JSON.
    package static let unread = Decoded(value: nil, defects: [])

    /// Why there is no value; nil if there is one.
    public var failure: Defect? { value == nil ? defects.last : nil }
  }
}
