import Testing

@testable import ReferenceServer

@Suite("Streams and documents have the same content")
struct StreamTests {
  private let requests: [JSONValue] = [
    weather(), weather(["max_tokens": 8]), weather(["tool_choice": "none"]),
    body("Say \"naïve 👩🏽‍🚀 and a verylongwordthatneverseemstoend\"."), body("Count to 30."),
    body("", ["messages": weatherRoundTrip, "max_tokens": 1]),
  ]

  @Test("the joined deltas are equal to the document")
  func same() throws {
    let endpoint = Endpoint()
    for request in requests {
      var streamed = request
      streamed["stream"] = true
      var added: [String: String] = [:]
      var reasons: [String] = []
      for event in endpoint.events(streamed).dropLast() {
        let chunk = try JSONReader.read(Array(event.utf8))
        #expect(chunk["object"] == "chat.completion.chunk")
        let choice = chunk["choices"].elements?.first ?? .null
        let delta = choice["delta"]
        let function = delta["tool_calls"].elements?.first?["function"] ?? .null
        added["content", default: ""] += delta["content"].text ?? ""
        added["reasoning", default: ""] += delta["reasoning_content"].text ?? ""
        added["name", default: ""] += function["name"].text ?? ""
        added["arguments", default: ""] += function["arguments"].text ?? ""
        if let reason = choice["finish_reason"].text { reasons.append(reason) }
      }
      let choice = try endpoint.document(request).json["choices"].elements?.first ?? .null
      let message = choice["message"]
      let function = message["tool_calls"].elements?.first?["function"] ?? .null
      #expect(added["content"] == message["content"].text ?? "")
      #expect(added["reasoning"] == message["reasoning_content"].text)
      #expect(added["name"] == function["name"].text ?? "")
      #expect(added["arguments"] == function["arguments"].text ?? "")
      #expect(reasons == [choice["finish_reason"].text])
    }
  }

  @Test("requested usage comes once, before the end")
  func usage() throws {
    let options: JSONValue = ["stream": true, "stream_options": ["include_usage": true]]
    let events = Endpoint().events(weather(options))
    #expect(events.last == "[DONE]")
    #expect(events.dropLast(2).allSatisfy { $0.hasSuffix("\"usage\":null}") })
    let last = try JSONReader.read(Array(events[events.count - 2].utf8))
    #expect(last["choices"] == [])
    #expect(last["usage"]["total_tokens"].integer != nil)
  }

  @Test("each event is a separate chunk, and the chunks are spread over time")
  func framing() throws {
    let server = try ReferenceServer()
    defer { server.stop() }
    let start = ContinuousClock.now
    let body = weather(["stream": true]).bytes
    let answer = try #require(exchange(server.port, "POST /v1/chat/completions", body: body))
    let length = ContinuousClock.now - start
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"))
    #expect(length > .milliseconds(5))
  }
}
