/// An irregularity that a decoder found; the checks decide what it means.
public struct Defect: Sendable, Equatable {
  /// The kind of irregularity, a stable kebab-case name.
  public var kind: String
  /// The offset of its first byte in the decoded bytes.
  public var offset: Int
  /// An excerpt for people.
  public var saw: String

  /// Describes a defect.
  public init(_ kind: String, at offset: Int, saw: String = "") {
    self.kind = kind
    self.offset = offset
    self.saw = saw
  }

  /// The JSON form in a transcript.
  public var json: JSON {
    ["kind": .string(kind), "offset": JSON(offset), "saw": .string(saw)]
  }
}
