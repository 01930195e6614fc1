/// One tool call, in an answer or in the history.
struct Call: Sendable, Equatable {
  /// The id; nil omits the key.
  var id: String?
  /// The name of the tool.
  var name: String
  /// The arguments: a JSON string, unless a fault changes them.
  var arguments: JSONValue

  /// Changes the parsed arguments, if they are valid JSON in a string.
  mutating func updateArguments(_ alter: (inout JSONValue) -> Void) {
    guard let text = arguments.text, var document = try? JSONReader.read(Array(text.utf8)) else {
      return
    }
    alter(&document)
    arguments = .string(document.compact)
  }
}
