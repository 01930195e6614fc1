/// The input of programs, as JSON text.
///
/// A long list in it can be given by its elements. The worker then keeps equal parts of them only once.
public struct Input: Sendable, Equatable {
  /// The text in pieces, so that a large document is not copied. The list is missing in it.
  private(set) var pieces: [[UInt8]]
  /// The path of the list, from the outermost key.
  private(set) var path: [String] = []
  /// The elements of the list; nil if there is none.
  private(set) var elements: [[UInt8]]?

  /// Takes the text of a JSON value.
  public init(_ text: [UInt8]) { pieces = [text] }

  /// Takes the text of a JSON value.
  public init(_ text: String) { pieces = [Array(text.utf8)] }

  /// Takes the text of an object, and the elements of the list that it gets as a member.
  public init(_ object: [UInt8], with elements: [[UInt8]], as key: String) {
    pieces = [object]
    path = [key]
    self.elements = elements
  }

  /// A text that differs for different inputs.
  public var text: String {
    (pieces + (elements ?? [])).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  /// The number of bytes.
  public var count: Int { (pieces + (elements ?? [])).reduce(0) { $0 + $1.count } }

  /// The input as the last member of an object, given by its beginning without this member.
  public func member(_ key: String, of object: String) -> Input {
    var outer = self
    outer.pieces = [Array(#"\#(object)"\#(key)":"#.utf8)] + pieces + [[UInt8(ascii: "}")]]
    outer.path.insert(key, at: 0)
    return outer
  }

  /// The frames of the list, which is read within a time limit.
  func listFrames(within limit: [UInt8]) -> [OutgoingFrame] {
    guard let elements else { return [] }
    let keys = path.map { #""\#($0)""# }.joined(separator: ",")
    return [OutgoingFrame(kind: .list, payload: [limit + Array("[\(keys)]".utf8)])]
      + elements.map { OutgoingFrame(kind: .element, payload: [$0]) }
  }
}
