import Testing

@testable import ReferenceServer

@Suite("Routes behave like those of OpenAI")
struct RouteTests {
  private func status(
    _ line: String, headers: [String] = [], body: [UInt8] = [], key: String? = nil
  )
    throws -> String
  {
    let server = try ReferenceServer(key: key)
    defer { server.stop() }
    return exchange(server.port, line, headers: headers, body: body).map {
      String($0.prefix { $0 != "\r\n" })
    } ?? "nothing"
  }

  @Test("models, chat, and other paths")
  func routes() throws {
    #expect(try status("GET /v1/models") == "HTTP/1.1 200 OK")
    #expect(try status("GET /v1/models?limit=1") == "HTTP/1.1 200 OK")
    #expect(try status("POST /v1/models") == "HTTP/1.1 405 Method Not Allowed")
    #expect(try status("GET /v1/chat/completions") == "HTTP/1.1 405 Method Not Allowed")
    #expect(try status("GET /") == "HTTP/1.1 404 Not Found")
    #expect(try status("GET /health", key: "secret") == "HTTP/1.1 200 OK")
    let chat = try status("POST /v1/chat/completions", body: body("Hello").bytes)
    #expect(chat == "HTTP/1.1 200 OK")
  }

  @Test("an API key is required")
  func key() throws {
    let right = ["Authorization: Bearer secret"]
    #expect(try status("GET /v1/models", key: "secret") == "HTTP/1.1 401 Unauthorized")
    #expect(try status("GET /v1/models", headers: right, key: "secret") == "HTTP/1.1 200 OK")
    let wrong = ["Authorization: Bearer wrong"]
    #expect(
      try status("GET /v1/models", headers: wrong, key: "secret") == "HTTP/1.1 401 Unauthorized")
  }

  @Test(
    "invalid requests are refused with the name of the field",
    arguments: [
      (#"{"messages":[]}"#, 400, "model"),
      (#"{"model":"other","messages":[{"role":"user","content":"x"}]}"#, 404, "model"),
      (#"{"model":"reference-model"}"#, 400, "messages"),
      (#"{"model":"reference-model","messages":[]}"#, 400, "messages"),
      (#"{"model":"reference-model","messages":"Hello"}"#, 400, "messages"),
      (
        #"{"model":"reference-model","messages":[{"role":"wizard","content":"x"}]}"#, 400,
        "messages[0].role"
      ),
      (
        #"{"model":"reference-model","messages":[{"role":"user","content":7}]}"#, 400,
        "messages[0].content"
      ),
      (
        #"{"model":"reference-model","messages":[{"role":"user","content":"x"}],"n":5}"#, 400, "n"
      ),
      (
        #"{"model":"reference-model","messages":[{"role":"user","content":"x"}],"max_tokens":0}"#,
        400, "max_tokens"
      ),
      (
        #"{"model":"reference-model","messages":[{"role":"user","content":"x"}],"temperature":"a"}"#,
        400, "temperature"
      ),
      (
        """
        {"model":"reference-model","messages":[{"role":"user","content":"x"},
        {"role":"tool","tool_call_id":"call_9","content":"x"}]}
        """, 400, "messages[1].role"
      ),
    ])
  func refused(_ body: String, status: Int, param: String) throws {
    let (head, json) = try Endpoint().document(.raw(Array(body.utf8)))
    #expect(head.hasPrefix("HTTP/1.1 \(status) "))
    #expect(json["error"]["param"] == .string(param))
    #expect(json["error"].members?.map(\.name) == ["message", "type", "param", "code"])
  }

  @Test("malformed JSON is refused", arguments: ["", "{", "[1,]", "{\"a\":1,}", "01", "\"\u{1}\""])
  func malformed(_ body: String) throws {
    #expect(try Endpoint().document(.raw(Array(body.utf8))).status.hasPrefix("HTTP/1.1 400 "))
  }
}
