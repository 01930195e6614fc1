@testable import ReferenceServer

/// Requests of many shapes, which provoke almost every fault.
enum FaultRequests {
  /// The API key of the server.
  static let key = "sk-right"

  /// The requests, in the order in which they are sent.
  static let all: [HTTPRequest] =
    [
      HTTPRequest(method: "GET", path: "/v1/models", headers: authorized),
      HTTPRequest(method: "GET", path: "/v1/models"),
      HTTPRequest(
        method: "OPTIONS", path: "/v1/chat/completions",
        headers: [HTTPHeader(name: "Origin", value: "https://app.example")]),
      chat(body("Hello"), [HTTPHeader(name: "Authorization", value: "Bearer sk-wrong")]),
      chat(body("Hello"), [HTTPHeader(name: "Authorization", value: "sk-wrong")]),
      chat(body("Hello", ["stream": true]), []),
      HTTPRequest(
        method: "POST", path: "/v1/chat/completions", headers: authorized,
        body: body("Hello").bytes + [UInt8](repeating: 0x20, count: 1 << 20)),
      chat(body("Hello"), authorized + [HTTPHeader(name: "Content-Encoding", value: "zstd")]),
      chat(body("Hello"), authorized + [HTTPHeader(name: "traceparent", value: "00-0-0-01")]),
      chat(
        body("Hello"), authorized + [HTTPHeader(name: "baggage", value: text(of: 1200))]),
      chat(
        body("Hello", ["stream": true]),
        authorized + [HTTPHeader(name: "Accept-Encoding", value: "gzip")]),
    ]
    + (plain + both + both.map { $0.adding(["stream": true, "stream_options": usage]) }).map {
      chat($0)
    }

  /// A chat request with a key.
  static func chat(_ body: JSONValue, _ headers: [HTTPHeader] = authorized) -> HTTPRequest {
    HTTPRequest(method: "POST", path: "/v1/chat/completions", headers: headers, body: body.bytes)
  }

  private static let authorized = [HTTPHeader(name: "Authorization", value: "Bearer \(key)")]
  private static let usage: JSONValue = ["include_usage": true]

  private static func text(of bytes: Int) -> String {
    String(repeating: "lake ", count: bytes / 5)
  }

  /// Shaped like one of several concurrent requests.
  private static func concurrent(_ text: String) -> JSONValue {
    let messages = [message("system", "Repeat texts."), message("user", "Repeat \"\(text)\"")]
    return body("", ["messages": .array(messages)])
  }

  private static func tool(_ name: String, _ parameters: JSONValue, _ about: String = "")
    -> JSONValue
  {
    [
      "type": "function",
      "function": [
        "name": .string(name), "description": .string(about), "parameters": parameters,
      ],
    ]
  }

  private static func object(_ properties: JSONValue) -> JSONValue {
    let names = (properties.members ?? []).map { JSONValue.string($0.name) }
    return ["type": "object", "properties": properties, "required": .array(names)]
  }

  private static func named(_ name: String) -> JSONValue {
    ["type": "function", "function": ["name": .string(name)]]
  }

  private static func message(_ role: String, _ content: JSONValue) -> JSONValue {
    ["role": .string(role), "content": content]
  }

  private static func call(_ id: String, _ arguments: String = "{\"location\":\"Oslo\"}")
    -> JSONValue
  {
    [
      "id": .string(id), "type": "function",
      "function": ["name": "get_weather", "arguments": .string(arguments)],
    ]
  }

  private static func assistant(_ calls: JSONValue...) -> JSONValue {
    ["role": "assistant", "content": .null, "tool_calls": .array(calls)]
  }

  private static func result(_ id: String, _ content: JSONValue = "{\"temp_c\":3}") -> JSONValue {
    ["role": "tool", "tool_call_id": .string(id), "content": content]
  }

  private static func history(_ messages: JSONValue..., with more: JSONValue = [:]) -> JSONValue {
    body("", ["messages": .array(messages), "tools": [getWeather]]).adding(more)
  }

  private static func calling(_ prompt: String, _ tools: JSONValue...) -> JSONValue {
    body(prompt, ["tools": .array(tools)])
  }

  /// Not the question of the suites: faults that cache answers by their prompts would return the answers of
  /// these tests to `LawTests` in the same process.
  private static func weather(_ more: JSONValue = [:]) -> JSONValue {
    calling("Use get_weather for Bern.", getWeather).adding(more)
  }

  private static let user = message("user", "What is the weather in Oslo?")
  private static let string: JSONValue = ["type": "string"]

  /// Requests that are sent without streaming only.
  private static let plain: [JSONValue] =
    [
      ["model": "reference-model"], body("Hello", ["model": "other"]),
      body("", ["messages": "Hello"]), body(text(of: 140_000)),
      body("Hello", ["messages": [], "stream": true]),
      history(user, assistant(call("a")), result("a"), with: ["tools": []]),
    ] + conversations
    + [Int](repeating: 0, count: 3).map { _ in
      body("Repeat \"The fox waits.\"", ["temperature": 0, "seed": 1])
    }

  /// Conversations that some chat templates do not accept.
  private static let conversations: [JSONValue] = [
    history(user, assistant(call("a")).adding(["content": ""]), result("a")),
    history(user, ["role": "assistant", "tool_calls": [call("a")]], result("a")),
    history(message("user", [["type": "text", "text": "Hel"], ["type": "text", "text": "lo"]])),
    history(message("system", "Be brief."), message("system", "The word is \"quince\"."), user),
    history(message("developer", "The word is \"quince\"."), user),
    history(message("user", "The word is \"quince\"."), message("user", "What is the word?")),
    history(
      message("user", "Hello"), message("assistant", ""), message("user", "Which one was it?")),
    history(message("user", "Hello"), message("assistant", "The word is")),
    history(user, assistant(call("a", "{}")), result("a"), message("user", "Hello")),
    history(user, assistant(call("a", "{")), result("a", ""), message("user", "Hello")),
    history(user, assistant(call("a", "{\"location\": \"Os")), result("a")),
    history(
      user, assistant(call("a"), call("b", "{\"location\":\"Bern\"}")), result("b"),
      result("a", "{\"temp_c\":12}")),
    history(
      user, assistant(call("a")), result("a"), assistant(call("b")), result("b"),
      assistant(call("c")), result("c")),
    history(
      user,
      assistant(call("a")).adding(["reasoning_content": "Let me see.", "reasoning": "Let me see."])),
    history(
      user, assistant(call("a")).adding(["reasoning_details": []]),
      result("a", [["type": "image_url", "image_url": ["url": "data:"]]])),
    history(user, ["role": "assistant", "content": "", "reasoning_content": "Hm."], user),
    history(user, assistant(call("a").adding(["extra_content": [:]])), result("a")),
    history(user, assistant(call("a")), result("a", .string(text(of: 3000) + "{\"word\":1}"))),
    history(
      message("user", "The word is \"quince\"."), message("assistant", "I will remember it."),
      message("user", "Hello"), message("assistant", "Hello."), message("user", "Hello"),
      message("assistant", "Hello."), message("user", "Hello"), message("assistant", "Hello."),
      message("user", "What is the word?")),
    history(
      message("assistant", "The word is \"medlar\"."), message("user", "What is the word?")),
  ]

  /// Requests that are sent with and without streaming.
  private static let both: [JSONValue] = texts + parameters + calls

  private static let texts = [
    body("Hello"), body("Hello"), body("Count from 1 to 100."),
    body("Repeat this text exactly: \"🫠 ď\""),
    body(
      """
      Repeat “if (a < b) return "x\\y"; // &amp; {{ user }} 20417


      Zürich costs 5 €: a line of more than a hundred and thirty characters is long enough.”
      """),
    calling("Repeat “Use <div> and the tag that begins with <tool”", getWeather),
    calling("Repeat \"</think> closes, <tool_call> opens.\" Call no tool.", getWeather),
    body("Repeat \"a, b and c\".", ["stop": " and"]),
    concurrent("maple, Zürich, 木"), concurrent("birch"), concurrent("larch"), concurrent("alder"),
    body(
      "",
      [
        "messages": [message("system", .string(text(of: 3000))), message("user", "Hello")],
        "temperature": 0,
      ]),
    body("\(text(of: 18_000)) What is the word? It is \"quince\"."),
  ]

  private static let parameters: [JSONValue] = [
    body("Repeat \"The moon is up.\"", ["temperature": 0, "seed": 1]),
    body("Hello", ["n": 2]), body("Hello", ["logprobs": true, "top_logprobs": 1]),
    body("Hello", ["max_tokens": 5]), body("Hello", ["max_completion_tokens": 5]),
    body("Hello", ["max_tokens": 32_000]), body("Hello", ["max_tokens": 99_999]),
    body("Count from 1 to 400."), body("Hello", ["presence_penalty": 0, "top_p": 1]),
    body("Hello", ["reasoning_effort": "none"]), body("Hello", ["reasoning_effort": "low"]),
    body("Hello", ["verbosity": "low", "reasoningSummary": "auto", "safety_identifier": "x"]),
    body("Hello", ["prompt_cache_retention": "24h", "prompt_cache_key": "x", "store": false]),
    body("Hello", ["metadata": [:]]), body("Hello", ["seed": .null, "stop": .null]),
    body("Hello", ["tool_choice": "none"]), body("Hello", ["tools": []]),
    body("Name a city.", ["response_format": ["type": "json_object"]]),
    body(
      "Name a city.",
      [
        "response_format": [
          "type": "json_schema",
          "json_schema": ["name": "city", "schema": object(["city": string])],
        ]
      ]),
  ]

  private static let calls: [JSONValue] = [
    weather(), weather(), weather(), weather(), weather(),
    weather(["tool_choice": "none"]), weather(["tool_choice": named("get_weather")]),
    weather(["max_tokens": 10]), weather(["max_tokens": 2000]), weather(["stop": "STOP"]),
    weather(["response_format": ["type": "json_object"]]),
    weather([
      "tool_choice": "auto", "temperature": 1, "top_p": 1, "max_tokens": 1024,
      "tools": [
        tool(
          "get_weather",
          object(["location": ["type": "string", "description": "A city"]]))
      ],
    ]),
    body("Hello", ["tools": [getWeather], "tool_choice": "required"]),
    body(
      "Hello",
      ["tools": [getWeather, tool("take_note", [:])], "tool_choice": named("take_note")]),
    history(user, assistant(call("a")), result("a")),
    calling("Call the get_weather tool for Zurich and once more for Oslo.", getWeather),
    calling("Call get_weather for Zurich and once more for Oslo.", getWeather)
      .adding(["parallel_tool_calls": false]),
    calling("First say \"I will look it up.\" and then call get_weather.", getWeather),
    calling("Call\nget_weather.", getWeather),
    calling(
      "Call get_weather in celsius.",
      tool(
        "get_weather",
        ["type": "object", "properties": ["unit": ["enum": ["celsius", "fahrenheit"]]]])),
    calling("Call get_time.", ["type": "function", "function": ["name": "get_time"]]),
    calling(
      "Call mcp__weather_station__get_current_weather_of_a_city.",
      tool("mcp__weather_station__get_current_weather_of_a_city", [:])),
    calling(
      "Call set_speed with 230.0.",
      tool("set_speed", object(["rpm": ["type": "integer"], "fan": string]))),
    calling("Call no tool.", tool("open_gate", [:], "The word is \"citron\".")),
    calling(
      "Call tool_9.",
      tool("tool_0", ["properties": ["value": ["not": [:], "minItems": 1]], "$schema": "x"]),
      tool("tool_1", object(["value": ["pattern": "^(?!x)", "$ref": "#/$defs/x"]])),
      tool("tool_2", object(["value": ["pattern": "[0-9]"]])),
      tool("tool_3", [:]), tool("tool_4", [:]), tool("tool_5", [:]), tool("tool_6", [:]),
      tool("tool_7", [:], text(of: 100)).adding(["function": ["name": "x", "strict": .null]]),
      tool("tool_8", ["description": .string(text(of: 60_000))]),
      tool("tool_9", [:])),
    calling(
      "Call save_texts.",
      tool(
        "save_texts",
        object([
          "lines": ["const": "  return x;\n\n\n \n"], "json": ["const": "{\"a\": 1}"],
          "null": ["const": "null"], "first": ["const": "a </parameter> b &amp; c"],
          "second": ["const": "a </arg_value> $HOME \\d"],
          "third": ["const": "a <|tool_call_end|> b"], "install": ["const": "add lodash==4.17"],
          "long": ["const": .string(text(of: 700))], "number": ["const": 1_234_567_890_123_456_789],
        ]))),
    calling(
      "Call save_numbers.",
      tool(
        "save_numbers",
        object(["price": ["const": .number("108.2")], "rate": ["const": .number("1e-7")]]))),
    calling(
      "Call plan_trip.",
      tool(
        "plan_trip",
        object(["party": ["$ref": "#/$defs/party"]]).adding([
          "$defs": ["party": object(["size": ["type": "integer"]])]
        ]))),
    calling(
      "Call take_note with \"Zürich 🫠 naïve\".", tool("take_note", object(["text": string]))),
    calling("Call write_file with \"x\".", tool("write_file", object(["content": string]))),
    calling("Call edit_file with \"x\".", tool("edit_file", object(["old_text": string]))),
  ]
}

extension JSONValue {
  /// The object with other members, which replace members with the same names.
  func adding(_ members: JSONValue) -> JSONValue {
    var object = self
    for member in members.members ?? [] { object[member.name] = member.value }
    return object
  }
}
