import Testing

@testable import ReferenceServer

@Suite("Answers fit the request")
struct AnswerTests {
  private let endpoint = Endpoint()

  private func arguments(_ body: JSONValue) throws -> [String] {
    let calls = try endpoint.message(body)["tool_calls"].elements ?? []
    return calls.map { $0["function"]["name"].text ?? "" }
      + calls.compactMap { $0["function"]["arguments"].text }
  }

  @Test("a mentioned tool is called with arguments from the prompt")
  func calls() throws {
    #expect(try arguments(weather()) == ["get_weather", "{\"location\":\"Zurich\"}"])
    let message = try endpoint.message(weather())
    #expect(message["content"] == .null)
    #expect(message["reasoning_content"].text?.isEmpty == false)
  }

  @Test("tool_choice is obeyed")
  func toolChoice() throws {
    #expect(try arguments(weather(["tool_choice": "none"])).isEmpty)
    let named: JSONValue = ["type": "function", "function": ["name": "get_weather"]]
    for choice in ["required", named] as [JSONValue] {
      let body = body("Hello", ["tools": [getWeather], "tool_choice": choice])
      #expect(try arguments(body).first == "get_weather")
    }
    #expect(try arguments(body("Hello", ["tools": [getWeather]])).isEmpty)
  }

  @Test("several mentioned tools are called in the order of mention")
  func parallel() throws {
    let time: JSONValue = ["type": "function", "function": ["name": "get_time"]]
    let both = body("Use get_time and get_weather for New York.", ["tools": [getWeather, time]])
    #expect(
      try arguments(both) == ["get_time", "get_weather", "{}", "{\"location\":\"New York\"}"])
  }

  @Test(
    "arguments are valid against their schema",
    arguments: [
      (#"{"type":"integer","minimum":3}"#, "3"), (#"{"const":"x"}"#, "\"x\""),
      (#"{"enum":["celsius","fahrenheit"]}"#, "\"fahrenheit\""),
      (#"{"type":"array","minItems":2,"items":{"type":"boolean"}}"#, "[true,true]"),
      (#"{"type":["null","number"]}"#, "1"), (#"{"anyOf":[{"type":"null"}]}"#, "null"),
      (##"{"$ref":"#/$defs/x","$defs":{"x":{"type":"boolean"}}}"##, "true"),
      (#"{"type":"object","properties":{"a":{"const":1},"b":{}},"required":["a"]}"#, #"{"a":1}"#),
    ])
  func samples(_ schema: String, value: String) throws {
    let schema = try JSONReader.read(Array(schema.utf8))
    #expect(SchemaSampler.value(for: schema, PromptHints("in fahrenheit please")).compact == value)
  }

  @Test("recursive schemas end")
  func recursion() throws {
    for schema in [
      ##"{"$ref":"#"}"##, ##"{"allOf":[{"$ref":"#"},{"$ref":"#"}]}"##,
      ##"{"anyOf":[{"$ref":"#"}]}"##,
      ##"{"properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}},"required":["a","b"]}"##,
      ##"{"type":"array","minItems":1e9,"items":{"$ref":"#"}}"##,
    ] {
      let sample = SchemaSampler.value(
        for: try JSONReader.read(Array(schema.utf8)), PromptHints(""))
      #expect(sample.bytes.count < 100_000)
    }
  }

  @Test("a tool result is repeated as text")
  func result() throws {
    let answer = try endpoint.message(body("", ["messages": weatherRoundTrip]))["content"].text
    #expect(
      answer == "The get_weather result: location Zurich, temp 12 °C, condition cloudy.")
  }

  @Test(
    "texts are repeated, counted and stopped",
    arguments: [
      ("Repeat \"naïve 👩🏽‍🚀 \u{FEFF}𝛑\" please.", "naïve 👩🏽‍🚀 \u{FEFF}𝛑"),
      ("Count to three: 3.", "1, 2, 3."),
      ("Say \"one STOP two\".", "one "),
    ])
  func words(_ question: String, answer: String) throws {
    #expect(try endpoint.message(body(question, ["stop": "STOP"]))["content"].text == answer)
  }

  @Test("text answers are valid against a response schema")
  func schema() throws {
    let format: JSONValue = [
      "type": "json_schema",
      "json_schema": [
        "name": "x",
        "schema": [
          "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
        ],
      ],
    ]
    let answer = try endpoint.message(body("Is it in Paris?", ["response_format": format]))
    #expect(answer["content"].text == "{\"city\":\"Paris\"}")
  }

  @Test("the token limit is exact", arguments: 1...25)
  func budget(_ tokens: Int) throws {
    let request = weather(["max_tokens": .int(tokens), "n": 2])
    let document = try endpoint.document(request).json
    let spent = document["usage"]["completion_tokens"].integer
    let reason = document["choices"].elements?.first?["finish_reason"].text
    #expect(document["choices"].elements?.count == 2)
    #expect(reason == (tokens < 12 ? "length" : "tool_calls"))
    #expect(spent == 2 * min(tokens, 12))
  }
}
