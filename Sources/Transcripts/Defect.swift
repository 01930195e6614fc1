/// An oddity that a decoder noticed; what it is worth is for checks to say.
public struct Defect: Sendable, Equatable {
  /// What kind of oddity, a stable kebab-case name.
  public var kind: String
  /// The offset of its first byte in what was decoded.
  public var offset: Int
  /// What was there, for people.
  public var saw: String

  /// Notes an oddity.
  public init(_ kind: String, at offset: Int, saw: String = "") {
    self.kind = kind
    self.offset = offset
    self.saw = saw
  }

  /// The defect as a transcript holds it.
  public var json: JSON {
    ["kind": .string(kind), "offset": JSON(offset), "saw": .string(saw)]
  }
}
