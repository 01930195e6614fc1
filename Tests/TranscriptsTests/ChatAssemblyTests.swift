import Testing

import JSONText
@testable import Transcripts

@Suite("The assembled message is that of a lenient client")
struct ChatAssemblyTests {
  private func streamed(_ deltas: [JSON], finish: JSON? = nil) -> JSON {
    let events = deltas.enumerated().map { number, delta in
      (
        location: Location(event: number + 1),
        value: [
          "choices": [["index": 0, "delta": delta, "finish_reason": finish ?? nil] as JSON]
        ] as JSON
      )
    }
    return ChatAssembly(events: events).json["choices"]?.array?.first ?? nil
  }

  private func call(
    _ index: JSON? = nil, id: JSON? = nil, name: JSON? = nil, arguments: JSON? = nil
  ) -> JSON {
    var members: [JSON.Member] = []
    if let index { members.append(.init("index", index)) }
    if let id { members.append(.init("id", id)) }
    var function: [JSON.Member] = []
    if let name { function.append(.init("name", name)) }
    if let arguments { function.append(.init("arguments", arguments)) }
    return ["tool_calls": [.object(members + [.init("function", .object(function))])]]
  }

  private func summary(_ choice: JSON) -> [String] {
    (choice["tool_calls"]?.array ?? []).map { call in
      [call["id"], call["name"], call["arguments"]].map { $0?.string ?? $0?.text ?? "-" }
        .joined(separator: " ")
    }
  }

  @Test("texts of a stream are joined, reasoning under either name")
  func texts() {
    let choice = streamed([
      ["role": "assistant", "content": nil], ["reasoning": "Hm"], ["reasoning": ", yes"],
      ["content": "Grü"], ["content": "ezi"],
    ])
    #expect(choice["content"] == "Grüezi")
    #expect(choice["reasoning"] == "Hm, yes")
    #expect(choice["reasoning_fields"] == ["reasoning"])
    #expect(
      choice["roles"] == [
        ["value": "assistant", "at": "event 1", "location": ["event": 1, "choice": 0]]
      ])
    let both = streamed([["reasoning": "a", "reasoning_content": "a"]])
    #expect(both["reasoning"] == "a")
    #expect(both["reasoning_fields"] == ["reasoning_content", "reasoning"])
    #expect(both["other_reasoning"] == JSON.null)
    let unlike = streamed([["reasoning": "a", "reasoning_content": "a"], ["reasoning": "b"]])
    #expect(unlike["other_reasoning"] == "ab")
  }

  @Test(
    "arguments that continue after their last brace are noted with the place",
    arguments: [
      (["{}", "{\"a\":1}"], "event 3"), (["{\"a\":", "{}", "}", "\n", ""], nil),
      (["{\"a\":\"}\\\"}\"", "}"], nil), (["{", "}", " ", "x"], "event 5"), (["[]", "{}"], nil),
      (["{}{}"], nil), ([""], nil),
    ] as [([String], String?)])
  func continued(pieces: [String], place: String?) {
    let deltas = [call(0, id: "a", name: "f")] + pieces.map { call(0, arguments: .string($0)) }
    let found = streamed(deltas)["tool_calls"]?.array?.first?["continued_at"]
    #expect(found == JSON(place))
  }

  @Test("calls are distinguished by index, else by id; else the latest continues")
  func calls() {
    #expect(
      summary(
        streamed([
          call(0, id: "a", name: "f", arguments: ""), call(1, id: "b", name: "g"),
          call(0, arguments: "{}"), call(1, arguments: "[]"),
        ])) == ["a f {}", "b g []"])
    #expect(
      summary(
        streamed([
          call(id: "a", name: "f", arguments: "{"), call(arguments: "}"),
          call(id: "b", name: "g", arguments: "1"), call(id: "b", arguments: "2"),
        ])) == ["a f {}", "b g 12"])
    #expect(
      summary(streamed([call(1, id: "a", name: "f"), call(1, arguments: "{}")])) == ["a f {}"])
  }

  @Test("a late name is used, and a repeated name is not doubled")
  func names() {
    #expect(
      summary(streamed([call(0, id: "a"), call(0, id: "", name: "f", arguments: "1")]))
        == ["a f 1"])
    #expect(
      summary(
        streamed([
          call(0, id: "a", name: "f", arguments: "1"), call(0, id: "a", name: "f", arguments: "2"),
        ])) == ["a f 12"])
  }

  @Test("arguments are kept as sent, and parsed strictly if they are a string")
  func arguments() throws {
    let object = streamed([call(0, id: "a", name: "f", arguments: ["x": 1])])
    #expect(object["tool_calls"]?.array?.first?["arguments"] == ["x": 1])
    let broken = streamed([call(0, id: "a", name: "f", arguments: #"{"x": 1"#)])
    let first = try #require(broken["tool_calls"]?.array?.first)
    #expect(first["parsed"] == JSON.null)
    #expect(first["defects"]?.array?.first?["kind"] == "unexpected-end")
  }

  @Test("malformed responses lose nothing and cause no crash")
  func oddities() {
    let mixed = ChatAssembly(events: [
      (Location(event: 1), ["choices": [["index": 0, "delta": ["content": "a"]]]]),
      (Location(event: 2), ["choices": [["index": 0, "delta": ["content": ["b"]]]]]),
      (Location(event: 3), ["choices": [["index": 0, "delta": ["content": "c"]]]]),
    ])
    #expect(mixed.json["choices"]?.array?.first?["content"] == ["b"])
    for odd: JSON in [nil, true, 7, "text", [], [1], [:], ["choices": 3], ["choices": [nil, 7]]] {
      #expect(ChatAssembly(document: odd).json["choices"]?.array != nil)
      #expect(ChatAssembly(events: [(Location(event: 1), odd)]).json["choices"]?.array != nil)
    }
    let parts: JSON = [["type": "text", "text": "x"]]
    #expect(streamed([["content": parts]])["content"] == parts)
  }

  @Test("the last fingerprint counts, and every distinct one is kept")
  func fingerprints() {
    let events = ["a", nil, "b"].enumerated().map { number, value in
      (
        location: Location(event: number),
        value: ["system_fingerprint": JSON(value as String?), "choices": []] as JSON
      )
    }
    let json = ChatAssembly(events: events).json
    #expect(json["system_fingerprint"] == "b")
    #expect(json["fingerprints"] == ["a", "b"])
  }
}
