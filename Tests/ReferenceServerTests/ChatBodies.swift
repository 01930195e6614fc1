@testable import ReferenceServer

/// The tool that most tests offer.
let getWeather: JSONValue = [
  "type": "function",
  "function": [
    "name": "get_weather",
    "parameters": [
      "type": "object", "properties": ["location": ["type": "string"]], "required": ["location"],
    ],
  ],
]

/// A question that requires a tool call.
let weatherQuestion: JSONValue = [
  "role": "user",
  "content": "What is the current weather in Zurich? Call the get_weather tool to find out.",
]

/// The same conversation after the call and its result.
let weatherRoundTrip: JSONValue = [
  weatherQuestion,
  [
    "role": "assistant", "content": .null,
    "tool_calls": [
      [
        "id": "call_1", "type": "function",
        "function": ["name": "get_weather", "arguments": "{\"location\":\"Zurich\"}"],
      ]
    ],
  ],
  [
    "role": "tool", "tool_call_id": "call_1",
    "content": "{\"location\":\"Zurich\",\"temp_c\":12,\"condition\":\"cloudy\"}",
  ],
]

/// A request body with one user message.
func body(_ text: String, _ more: JSONValue = [:]) -> JSONValue {
  var body: JSONValue = ["model": "reference-model"]
  body["messages"] = [["role": "user", "content": .string(text)]]
  for member in more.members ?? [] { body[member.name] = member.value }
  return body
}

/// A request body that asks for the weather.
func weather(_ more: JSONValue = [:]) -> JSONValue {
  var body = body("", ["messages": [weatherQuestion], "tools": [getWeather]])
  for member in more.members ?? [] { body[member.name] = member.value }
  return body
}

extension Endpoint {
  /// The script for a chat request, with the same ids every time.
  func chat(
    _ body: JSONValue, headers: KeyValuePairs<String, String> = [:],
    identity: Identity = Identity(seed: 1, created: 2)
  ) -> Script {
    let request = HTTPRequest(
      method: "POST", path: "/v1/chat/completions",
      headers: headers.map { HTTPHeader(name: $0, value: $1) }, body: body.bytes)
    return script(for: request, identity: identity)
  }

  /// The status line and the document of the answer to a chat request.
  func document(_ body: JSONValue) throws -> (status: String, json: JSONValue) {
    let text = chat(body).text
    let head = text.prefix { $0 != "\r\n" }
    guard let start = text.range(of: "\r\n\r\n") else { return (String(head), .null) }
    return (String(head), try JSONReader.read(Array(text[start.upperBound...].utf8)))
  }

  /// The message of the first choice.
  func message(_ body: JSONValue) throws -> JSONValue {
    try document(body).json["choices"].elements?.first?["message"] ?? .null
  }

  /// The events of the answer to a chat request, without `data: `.
  func events(_ body: JSONValue) -> [String] {
    chat(body).steps.compactMap { step in
      guard case .chunk(let bytes) = step else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      #if DEBUG
        precondition(text.hasPrefix("data: ") && text.hasSuffix("\n\n"))
      #endif
      return String(text.dropFirst(6).dropLast(2))
    }
  }
}

extension Script {
  /// All sent bytes as text, without chunk framing.
  var text: String {
    var script = self
    var sent: [UInt8] = []
    script.updateBytes { sent += $0 }
    return String(decoding: sent, as: UTF8.self)
  }
}

extension String {
  /// The first range of another text.
  func range(of wanted: String) -> Range<String.Index>? {
    guard let found = Array(utf8).firstRange(of: Array(wanted.utf8)) else { return nil }
    return utf8.index(
      startIndex, offsetBy: found.lowerBound)..<utf8.index(
        startIndex, offsetBy: found.upperBound)
  }
}
