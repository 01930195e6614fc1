/// One call of a tool, in an answer or in the conversation so far.
struct Call: Sendable, Equatable {
  /// The call's id; nil leaves the key out.
  var id: String?
  /// The tool's name.
  var name: String
  /// The arguments: a string of JSON, unless a fault makes them something else.
  var arguments: JSONValue

  /// Alters the arguments as a document, if they are JSON in a string.
  mutating func updateArguments(_ alter: (inout JSONValue) -> Void) {
    guard let text = arguments.text, var document = try? JSONReader.read(Array(text.utf8)) else {
      return
    }
    alter(&document)
    arguments = .string(document.compact)
  }
}
