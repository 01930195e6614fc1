import Testing

@testable import ReferenceServer

@Suite("Every fault has an effect, and names the checks that must detect it")
struct FaultTests {
  private static let chats: [JSONValue] =
    [
      weather(), weather(["stream": true]),
      body("", ["messages": weatherRoundTrip, "tools": [getWeather]]),
      body("", ["messages": weatherRoundTrip, "tools": [getWeather], "stream": true]),
      body("Hello"), body("Hello", ["stream": true]),
    ]
    + prompts.flatMap {
      [body($0), body($0, ["stream": true, "stream_options": ["include_usage": true]])]
    }

  private static let prompts = [
    "Say hello.", "Count from 1 to 100.", "Repeat this text exactly: \"🫠 ď\"",
  ]

  private func scripts(_ faults: [Fault]) -> [Script] {
    let endpoint = Endpoint(faults: faults)
    let list = HTTPRequest(method: "GET", path: "/v1/models")
    let identity = Identity(seed: 1, created: 2)
    // Some faults store answers that the laws receive again, so each answer has a valid id and time.
    return [endpoint.script(for: list, identity: identity)]
      + zip(2..., Self.chats).map {
        endpoint.chat($1, identity: Identity(seed: $0, created: 1_795_219_200))
      }
      + [endpoint.chat(body("Hello", ["stream": true]), headers: ["Accept-Encoding": "gzip"])]
  }

  @Test("ids are unique")
  func unique() {
    #expect(Set(Fault.all.map(\.id)).count == Fault.all.count)
    #expect(Fault.named("no-done")?.breaks == ["sse/ends-with-done"])
    #expect(Fault.named("no-such-fault") == nil)
  }

  /// `LawTests` proves that checks detect each fault; this test finds a fault without effect faster.
  @Test("changes some answers and leaves others unchanged", arguments: Fault.all)
  func differs(_ fault: Fault) {
    if Self.countingFaults.contains(fault.id) {
      #expect(zip(scripts([]), scripts([fault])).contains { $0 == $1 })
      return
    }
    let endpoint = Endpoint(key: FaultRequests.key, faults: [fault])
    var (isChanged, isUnchanged) = (false, false)
    for (index, clean) in Self.cleanAnswers.enumerated() where !(isChanged && isUnchanged) {
      if Self.answer(index, of: endpoint) == clean { isUnchanged = true } else { isChanged = true }
    }
    #expect(isChanged)
    // A server without a usable endpoint changes every answer; with a limited key, the list remains.
    #expect(isUnchanged == (fault.unjudged == nil) || fault.id == "scope-missing")
    #expect(fault.breaks.isEmpty == (fault.unjudged != nil))
  }

  /// Faults that count the requests of all servers of a process: many requests here would change what
  /// `LawTests` observes.
  private static let countingFaults: Set = [
    "degrades-after-n", "dies-after-60", "cached-by-last-user",
  ]

  private static let cleanAnswers = FaultRequests.all.indices.map {
    answer($0, of: Endpoint(key: FaultRequests.key))
  }

  /// The answer to a request. Some faults store answers that the laws receive again, so each answer has a
  /// valid id and time.
  private static func answer(_ index: Int, of endpoint: Endpoint) -> Script {
    endpoint.script(
      for: FaultRequests.all[index],
      identity: Identity(seed: UInt64(index), created: 1_795_219_200))
  }

  @Test("bodies have the announced length", arguments: Fault.all)
  func lengths(_ fault: Fault) throws {
    // These faults change lengths or truncate replies.
    guard !["cut-short", "silent", "two-lengths"].contains(fault.id) else { return }
    for script in scripts([fault]) {
      guard case .send(let head) = script.steps.first, case .send(let body) = script.steps.last
      else { continue }
      let text = String(decoding: head, as: UTF8.self)
      #expect(text.contains("Content-Length: \(body.count)\r\n"))
    }
  }

  @Test("two faults can be combined")
  func together() throws {
    let faults = ["no-done", "role-empty"].compactMap(Fault.named)
    let events = Endpoint(faults: faults).events(weather(["stream": true]))
    #expect(events.last != "[DONE]")
    #expect(events.first?.contains("\"role\":\"\"") == true)
  }

  @Test("on the wire: a truncated answer, a reset, silence, a page")
  func wire() throws {
    func answer(_ id: String, _ body: JSONValue) throws -> String? {
      let server = try ReferenceServer(faults: [try #require(Fault.named(id))])
      defer { server.stop() }
      return exchange(server.port, "POST /v1/chat/completions", body: body.bytes)
    }
    #expect(try answer("cut-short", body("Hello"))?.hasSuffix("}") == false)
    #expect(try answer("reset-mid-stream", body("Hello", ["stream": true])) == nil)
    #expect(try answer("html-login", body("Hello"))?.contains("<title>Log in</title>") == true)

    let silent = try ReferenceServer(faults: [try #require(Fault.named("silent"))])
    let client = try #require(RawClient(port: silent.port))
    client.send("GET /v1/models HTTP/1.1\r\n\r\n")
    silent.stop()
    #expect(client.readToEnd() ?? "" == "")
  }
}
