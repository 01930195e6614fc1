/// One header line.
struct HTTPHeader: Sendable, Equatable {
  /// The name, as written by the sender.
  var name: String
  /// The value, without the white space around it.
  var value: String
}
