import Foundation
import Harness
import JSONText
import Support
import JQ
import Testing
import Transcripts

@Suite("Checks that see one event of each shape judge like checks that see all events")
struct EventShapeTests {
  /// Data of events, from the usual to the broken.
  private static let pieces: [String] = {
    func chunk(_ choices: String, more: String = "") -> String {
      #"{"id":"c","object":"chat.completion.chunk","created":1795261053,"model":"m""#
        + #","choices":[\#(choices)]\#(more)}"#
    }
    func choice(_ delta: String, finish: String = "null", index: Int = 0) -> String {
      #"{"index":\#(index),"delta":\#(delta),"finish_reason":\#(finish)}"#
    }
    let deltas = [
      #"{"role":"assistant","content":""}"#, #"{"content":"a"}"#, #"{"content":"b c"}"#,
      #"{"content":" "}"#, #"{"content":"\u3000"}"#, #"{"content":"\ufffd"}"#, "{}",
      #"{"reasoning_content":"r"}"#, #"{"reasoning":"r"}"#, #"{"thinking":"r"}"#,
      #"{"tool_calls":[{"index":0,"id":"i","type":"function","function":{"name":"f","arguments":""}}]}"#,
      #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]}"#,
      #"{"tool_calls":[{"index":0,"id":"","function":{"arguments":null}}]}"#,
      #"{"tool_calls":[{"index":1,"id":"j","type":5,"function":{"name":"g"}}]}"#,
      #"{"tool_calls":[]}"#, #"{"tool_calls":[5]}"#, #"{"content":["list"]}"#,
      #"{"function_call":{"name":"f","arguments":"{}"}}"#, #"{"refusal":"no"}"#, "null",
    ]
    return deltas.flatMap { [chunk(choice($0)), chunk(choice($0, index: 1))] } + [
      chunk(choice("{}", finish: #""stop""#)), chunk(choice("{}", finish: #""tool_calls""#)),
      chunk(choice(#"{"content":"end"}"#, finish: #""stop""#, index: 1)),
      chunk("", more: #","usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}"#),
      chunk("", more: #","usage":{"prompt_tokens":3.0,"completion_tokens":0,"total_tokens":5}"#),
      chunk(choice("{}") + "," + choice(#"{"content":"x"}"#, index: 1)), chunk("{}"), chunk("5"),
      #"{"id":"other","object":"chat.completion","choices":[{"message":{"content":"m"}}]}"#,
      #"{"choices":[{"text":"t"}]}"#, #"{"choices":null}"#, #"{"a":1,"a":2}"#, "{", "5", "",
      #"{"error":{"message":"it failed"}}"#, "[DONE]", "[DONE]", " [DONE]", "[done]",
    ]
  }()

  /// The transcript of a stream of random events.
  static func transcript(seed: UInt64) -> JSON {
    var generator = SeededGenerator(seed: seed)
    // Few kinds of events, each of them often.
    let kinds = (0..<Int.random(in: 1...6, using: &generator)).compactMap { _ in
      pieces.randomElement(using: &generator)
    }
    var body = "data: \(pieces[0])\n\n"
    for _ in 0..<Int.random(in: 1...14, using: &generator) {
      let name = Int.random(in: 0..<20, using: &generator) == 0 ? "event: e\n" : ""
      body += "\(name)data: \(kinds.randomElement(using: &generator) ?? "")\n\n"
    }
    if Bool.random(using: &generator) {
      body += "data: \(pieces[pieces.count - 20])\n\ndata: [DONE]\n\n"
    }
    var exchange = Exchange(
      request: Request(
        method: "POST", url: "http://shapes.test/v1/chat/completions",
        body: Array(
          #"{"model":"m","stream":true,"stream_options":{"include_usage":true},"tools":[{"type":"function","function":{"name":"f"}}],"messages":[]}"#
            .utf8)))
    exchange.status = 200
    exchange.headers = [Header("Content-Type", "text/event-stream")]
    exchange.body = Array(body.utf8)
    exchange.arrivals = [Arrival(at: 5, bytes: exchange.body.count)]
    return Transcript(
      of: exchange,
      at: .init(testCase: ["id": "shapes/random", "expect": [:]], step: 1, trial: 1),
      of: ["endpoint": "http://shapes.test/v1", "model": "m"]
    ).json
  }

  @Test("for random streams", arguments: 0..<40)
  func alike(_ seed: Int) async throws {
    let judge = try await LawHarness.shared.value.judge
    let transcript = Self.transcript(seed: UInt64(seed))
    let shaped = await judge.judge(Input(transcript.bytes()), over: .exchange)
    let whole = await judge.judge(Input(transcript.withoutShapes.bytes()), over: .exchange)
    for (one, other) in zip(shaped, whole) where one.1 != other.1 {
      Issue.record("\(one.0.id): \(one.1), and without shapes: \(other.1)")
    }
  }
}

extension JSON {
  /// A transcript as older versions wrote it.
  fileprivate var withoutShapes: JSON {
    .object(
      (object ?? []).map { member in
        guard member.key == "response" else { return member }
        return JSON.Member(
          member.key, .object((member.value.object ?? []).filter { $0.key != "shapes" }))
      })
  }
}
