/// The refusal of a request, in the format of OpenAI.
struct Refusal: Error, Sendable, Equatable {
  /// The status of the reply.
  var status = 400
  /// A description of the error for people.
  var message: String
  /// The kind of error.
  var type = "invalid_request_error"
  /// The name of the wrong field, if any.
  var param: String?
  /// The code of the error for programs, if any.
  var code: String?
  /// Headers that the status requires.
  var headers: [HTTPHeader] = []

  /// The body of the reply.
  var document: JSONValue {
    [
      "error": [
        "message": .string(message), "type": .string(type),
        "param": param.map(JSONValue.string) ?? .null, "code": code.map(JSONValue.string) ?? .null,
      ]
    ]
  }
}
