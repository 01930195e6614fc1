/// The input of programs: JSON text in pieces, so that a large document is not copied.
public struct Input: Sendable, Equatable {
  /// The pieces of the text.
  private(set) var pieces: [[UInt8]]

  /// Takes the text of a JSON value.
  public init(_ text: [UInt8]) { pieces = [text] }

  /// Takes the text of a JSON value.
  public init(_ text: String) { self.init(Array(text.utf8)) }

  /// Takes the texts of the elements of a list.
  public init(list elements: [[UInt8]]) {
    pieces = [[UInt8(ascii: "[")]]
    for (number, element) in elements.enumerated() {
      if number > 0 { pieces.append([UInt8(ascii: ",")]) }
      pieces.append(element)
    }
    pieces.append([UInt8(ascii: "]")])
  }

  /// The input as the last member of an object, given by its beginning without this member.
  public func member(_ key: String, of object: String) -> Input {
    var outer = self
    outer.pieces.insert(Array(#"\#(object)"\#(key)":"#.utf8), at: 0)
    outer.pieces.append([UInt8(ascii: "}")])
    return outer
  }

  /// The number of bytes.
  public var count: Int { pieces.reduce(0) { $0 + $1.count } }

  /// The text.
  public var text: String {
    pieces.map { String(decoding: $0, as: UTF8.self) }.joined()
  }
}
