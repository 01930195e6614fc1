/// A request turned down, in the words and the shape that OpenAI uses.
struct Refusal: Error, Sendable, Equatable {
  /// The status of the reply.
  var status = 400
  /// What is wrong, for people.
  var message: String
  /// The kind of error.
  var type = "invalid_request_error"
  /// The field at fault, if one is.
  var param: String?
  /// The error's name for programs, if it has one.
  var code: String?
  /// Headers the status calls for.
  var headers: [HTTPHeader] = []

  /// The body that says so.
  var document: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type),
        "param": param.map(JSONValue.string) ?? .null, "code": code.map(JSONValue.string) ?? .null,
      ]
    ]
  }
}
