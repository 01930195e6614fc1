import JSONText
import Transcripts

/// An exchange in which one thing occurs any number of times.
enum GrowingExchange: String, CaseIterable {
  case events, reasoning, fragments, calls, callsInStream, callsWithTools, choices, choicesInStream
  case messages, tools, arguments, properties, items, alternatives, depth, usage, comments, headers
  case words, braces, tags, tokens, damage, lines, models, duplicates, faults, answersAfterEnd
  case brokenCalls, history, stops

  /// The transcript with `count` of them.
  func transcript(_ count: Int) -> Transcript {
    let parts = parts(count)
    var request = Request(
      method: parts.kind == "models" ? "GET" : "POST", url: "http://growth.test/v1/\(parts.kind)")
    if parts.kind != "models" { request.body = Array(parts.request.utf8) }
    var exchange = Exchange(request: request)
    exchange.status = parts.status
    exchange.httpVersion = "1.1"
    exchange.headers = [
      Header("Content-Type", parts.isStream ? "text/event-stream" : "application/json")
    ]
    if self == .headers {
      exchange.headers += (0..<count).map { Header("X-Header-\($0)", "value \($0)") }
    }
    exchange.body = Array(parts.body.utf8)
    exchange.arrivals = [Arrival(at: 100, bytes: exchange.body.count)]
    exchange.timing.lastByte = 2000
    let testCase: JSON = [
      "id": "growth/answer", "title": "Growth", "streamed": .bool(parts.isStream),
      "expect": parts.expect,
    ]
    return Transcript(
      of: exchange, at: .init(testCase: testCase, step: 1, trial: 1),
      of: ["endpoint": "http://growth.test/v1", "model": "m"])
  }

  /// The texts of an exchange.
  private struct Parts {
    var kind = "chat/completions"
    var request = GrowingExchange.request()
    var isStream = false
    var status = 200
    var body = ""
    var expect: JSON = ["status": 200]
  }

  private func parts(_ count: Int) -> Parts {
    switch self {
    case .events:
      stream((0..<count).map { Self.chunk(#"{"content":"word\#($0 % 97) "}"#) })
    case .reasoning:
      stream((0..<count).map { Self.chunk(#"{"reasoning_content":"word\#($0 % 97) "}"#) })
    case .fragments:
      stream(
        [Self.chunk(#"{"tool_calls":[\#(Self.call(0, #"{\"a\":\""#))]}"#)]
          + (0..<count).map { Self.chunk(Self.fragment(0, "word\($0 % 97) ")) }
          + [Self.chunk(Self.fragment(0, #"\"}"#))], finish: "tool_calls", tools: 3)
    case .calls, .callsWithTools:
      document(
        calls: (0..<count).map { Self.call($0, #"{\"a\":\"text \#($0)\"}"#) },
        tools: self == .calls ? 3 : count)
    case .callsInStream:
      stream(
        (0..<count).flatMap {
          [
            Self.chunk(#"{"tool_calls":[\#(Self.call($0, ""))]}"#),
            Self.chunk(Self.fragment($0, #"{\"a\":\"text \#($0)\"}"#)),
          ]
        }, finish: "tool_calls", tools: 3)
    case .brokenCalls:
      stream(
        (0..<count).flatMap {
          [
            Self.chunk(#"{"tool_calls":[\#(Self.call($0, ""))]}"#),
            Self.chunk(Self.fragment($0, #"{\"b\":[\"text\#($0)"#)),
            Self.chunk(#"{"content":"said \#($0) "}"#),
          ]
        }, finish: "tool_calls", tools: 3)
    case .choices:
      Parts(
        request: Self.request(more: #","n":\#(count)"#),
        body: Self.answer((0..<count).map { Self.choice($0, #""content":"said \#($0)""#) }),
        expect: ["status": 200, "choices": JSON(count), "says": "said it"])
    case .choicesInStream:
      stream(
        (0..<count).map { Self.chunk(#"{"role":"assistant","content":"said \#($0)"}"#, of: $0) }
          + (0..<count).map { Self.chunk("{}", of: $0, finish: "stop") }, ends: false)
    case .messages:
      Parts(
        request: Self.request(
          messages: (0..<count).map { #"{"role":"user","content":"Say word \#($0)."}"# }),
        body: Self.answer([Self.choice(0, #""content":"Word.""#)]))
    case .history:
      document(
        calls: (0..<count).map { Self.call($0, #"{\"a\":\"text \#($0)\"}"#) }, tools: 3,
        messages: (0..<count).flatMap {
          [
            #"{"role":"assistant","content":null,"tool_calls":[\#(Self.call($0, #"{\"a\":\"text \#($0 + 1)\"}"#))]}"#,
            #"{"role":"tool","tool_call_id":"call_\#($0)","content":"{\"done\":\#($0)}"}"#,
          ]
        })
    case .tools:
      document(calls: [Self.call(0, #"{\"a\":\"text\"}"#)], tools: count)
    case .arguments:
      document(
        calls: [
          Self.call(
            0, "{\((0..<count).map { #"\"k\#($0)\":\"text \#($0)\""# }.joined(separator: ","))}")
        ], tools: 3)
    case .properties:
      document(
        calls: [
          Self.call(
            0, "{\((0..<count).map { #"\"k\#($0)\":\"text \#($0)\""# }.joined(separator: ","))}")
        ],
        schema: #"{"type":"object","additionalProperties":false,"required":["#
          + (0..<count).map {
            "\"k\($0)\""
          }.joined(separator: ",") + #"],"properties":{"#
          + (0..<count).map { #""k\#($0)":{"type":"string"}"# }.joined(separator: ",") + "}}")
    case .items:
      document(
        calls: [
          Self.call(
            0,
            #"{\"a\":[\#((0..<count).map { #"\"text \#($0)\""# }.joined(separator: ","))]}"#)
        ],
        schema:
          #"{"type":"object","properties":{"a":{"type":"array","uniqueItems":true,"items":{"type":"string"}}}}"#
      )
    case .alternatives:
      document(
        calls: [Self.call(0, #"{\"a\":{\"kind\":\"none\"},\"b\":\"x\"}"#)],
        schema: #"{"type":"object","properties":{"b":{"enum":["#
          + (0..<count).map {
            "\"e\($0)\""
          }.joined(separator: ",") + #"]},"a":{"anyOf":["#
          + (0..<count).map {
            #"{"type":"object","properties":{"kind":{"const":"k\#($0)"}}}"#
          }.joined(separator: ",") + "]}}}")
    case .depth:
      // libjq reads at most 256 levels.
      depth(min(count, 60))
    case .usage:
      Parts(
        body: Self.answer(
          [Self.choice(0, #""content":"Hello.""#)],
          usage: #","completion_tokens_details":{"#
            + (0..<count).map { #""x\#($0)_tokens":\#($0)"# }.joined(separator: ",") + "}"))
    case .comments:
      stream(
        [Self.chunk(#"{"content":"Hello."}"#)]
          + (0..<count).map { ": keep-alive \($0)\n\n" })
    case .headers: Parts(body: Self.answer([Self.choice(0, #""content":"Hello.""#)]))
    case .words: text(String(repeating: "some words ", count: count))
    case .lines: text(String(repeating: #"a line\n"#, count: count))
    case .braces: text(String(repeating: #"{\"name\": \"f0\"} "#, count: count))
    case .tags: text(String(repeating: "<think>a</think> <tool_call>", count: count))
    case .tokens: text(String(repeating: "<|im_end|> ", count: count))
    case .damage: text(String(repeating: "a\u{FFFD} ", count: count))
    case .models:
      Parts(
        kind: "models",
        body: #"{"object":"list","data":["#
          + (0..<count).map { #"{"id":"m\#($0)","object":"model"}"# }.joined(separator: ",") + "]}")
    case .duplicates:
      Parts(
        body: Self.answer(
          [Self.choice(0, #""content":"Hello.""#)],
          usage: (0..<count).map { ",\"x\($0)\":1,\"x\($0)\":2" }.joined()))
    case .faults:
      stream(
        (0..<count).map {
          #"data: {"id":"c\#($0)","object":"x\#($0)","choices":[{"text":"t\#($0)","delta":{"content":5}}]}"#
            + "\n\n"
        })
    case .answersAfterEnd:
      stream(
        [Self.chunk("{}", finish: "stop")]
          + (0..<count).map { Self.chunk(#"{"content":"word\#($0) "}"#) })
    case .stops:
      Parts(
        request: Self.request(
          more: #","stop":["# + (0..<count).map { "\"stop\($0)\"" }.joined(separator: ",") + "]"),
        body: Self.answer([
          Self.choice(0, #""content":"Hello.","reasoning_content":"I greet.""#)
        ]))
    }
  }

  private func depth(_ count: Int) -> Parts {
    let open = String(repeating: #"{\"a\":"#, count: count)
    let close = String(repeating: "}", count: count)
    let schema =
      String(repeating: #"{"type":"object","properties":{"a":"#, count: count)
      + "{}" + String(repeating: "}}", count: count)
    return document(calls: [Self.call(0, open + "1" + close)], schema: schema)
  }

  private func text(_ text: String) -> Parts {
    Parts(
      request: Self.request(tools: Self.tools(3)),
      body: Self.answer([
        Self.choice(0, "\"content\":\"\(text)\",\"reasoning_content\":\"\(text)\"")
      ]), expect: ["status": 200, "says": "some words", "mentions": ["other"], "calls": ["f1"]])
  }

  private func document(
    calls: [String], tools count: Int = 1, messages: [String] = [], schema: String? = nil
  ) -> Parts {
    Parts(
      request: Self.request(
        tools: schema.map { #","tools":[\#(Self.tool(0, $0))]"# } ?? Self.tools(count),
        messages: messages),
      body: Self.answer([
        Self.choice(
          0, #""content":null,"tool_calls":[\#(calls.joined(separator: ","))]"#,
          finish: "tool_calls")
      ]),
      expect: [
        "status": 200, "calls": ["f0", "f1", "f2"], "exact": ["a": "text"],
        "arguments": ["a": "text"],
      ])
  }

  private func stream(
    _ chunks: [String], finish: String = "stop", tools: Int = 0, ends: Bool = true
  ) -> Parts {
    Parts(
      request: Self.request(
        tools: tools == 0 ? "" : Self.tools(tools),
        more: #","stream":true,"stream_options":{"include_usage":true}"#), isStream: true,
      body: (ends ? Self.chunk(#"{"role":"assistant","content":""}"#) : "") + chunks.joined()
        + (ends ? Self.chunk("{}", finish: finish) : "")
        + "data: {\(Self.head),\"object\":\"chat.completion.chunk\",\"choices\":[],\(Self.usage(""))}\n\n"
        + "data: [DONE]\n\n",
      expect: tools == 0
        ? ["status": 200, "says": "word"]
        : ["status": 200, "calls": ["f0"], "arguments": ["a": "word"]])
  }

  private static let head = #""id":"chatcmpl-1","created":1795261053,"model":"m""#

  private static func usage(_ more: String) -> String {
    #""usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18\#(more)}"#
  }

  private static func answer(_ choices: [String], usage more: String = "") -> String {
    "{\(head),\"object\":\"chat.completion\",\"choices\":[\(choices.joined(separator: ","))],"
      + "\(usage(more))}"
  }

  private static func choice(_ index: Int, _ message: String, finish: String = "stop") -> String {
    #"{"index":\#(index),"message":{"role":"assistant",\#(message)},"finish_reason":"\#(finish)"}"#
  }

  private static func chunk(_ delta: String, of index: Int = 0, finish: String? = nil) -> String {
    "data: {\(head),\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":\(index),"
      + "\"delta\":\(delta),\"finish_reason\":\(finish.map { "\"\($0)\"" } ?? "null")}]}\n\n"
  }

  private static func call(_ index: Int, _ arguments: String) -> String {
    #"{"index":\#(index),"id":"call_\#(index)","type":"function","function":{"name":"f\#(index % 3)","arguments":"\#(arguments)"}}"#
  }

  private static func fragment(_ index: Int, _ arguments: String) -> String {
    #"{"tool_calls":[{"index":\#(index),"function":{"arguments":"\#(arguments)"}}]}"#
  }

  private static func tool(_ index: Int, _ schema: String) -> String {
    #"{"type":"function","function":{"name":"f\#(index)","description":"Function \#(index).","parameters":\#(schema)}}"#
  }

  private static func tools(_ count: Int) -> String {
    let schema =
      #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#
    return #","tools":["# + (0..<count).map { tool($0, schema) }.joined(separator: ",") + "]"
  }

  private static func request(tools: String = "", messages: [String] = [], more: String = "")
    -> String
  {
    let all = [#"{"role":"user","content":"Say some words."}"#] + messages
    return #"{"model":"m","messages":["# + all.joined(separator: ",") + "]" + tools + more + "}"
  }
}
