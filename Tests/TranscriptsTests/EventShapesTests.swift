import JSONText
import Testing

@testable import Transcripts

@Suite("Events are grouped by shape")
struct EventShapesTests {
  /// The shapes of a stream of these data, as `first-last:count`.
  private func shapes(_ data: [String]) -> [String] {
    let body = Array(data.map { "data: \($0)\n\n" }.joined().utf8)
    let stream = EventStream(body, arrivals: [Arrival(at: 0, bytes: body.count)], lineLimit: 1000)
    let values = stream.events.map { StrictJSON.decode($0.bytes) }
    return EventShapes(stream.events, values).json.array?.map {
      "\($0["first"]?.int ?? -1)-\($0["last"]?.int ?? -1):\($0["count"]?.int ?? -1)"
    } ?? []
  }

  private func delta(_ text: String) -> String { #"{"choices":[{"delta":\#(text)}]}"# }

  @Test(
    "which differ in texts alone",
    arguments: [
      (#"{"content":"a"}"#, #"{"content":"b c"}"#), (#"{"content":" "}"#, #"{"content":"\n"}"#),
      (#"{"reasoning_content":"ä"}"#, #"{"reasoning_content":"🫠"}"#),
      (
        #"{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}}]}"#,
        #"{"tool_calls":[{"index":1,"id":"b","function":{"name":"g"}}]}"#
      ),
    ])
  func together(_ one: String, _ other: String) {
    #expect(shapes([delta(one), delta(other), delta(one)]) == ["0-2:3"])
  }

  @Test(
    "but not those that differ otherwise",
    arguments: [
      (#"{"content":"a"}"#, #"{"content":""}"#), (#"{"content":"a"}"#, #"{"content":" "}"#),
      (#"{"content":"a"}"#, #"{"content":5}"#), (#"{"content":"a"}"#, #"{"reasoning":"a"}"#),
      (#"{"role":"a"}"#, #"{"role":"b"}"#), (#"{"other":"a"}"#, #"{"other":"b"}"#),
      (#"{"tool_calls":[]}"#, #"{"tool_calls":[{}]}"#), ("{}", "null"),
      (#"{"tool_calls":[{"id":""}]}"#, #"{"tool_calls":[{"id":"a"}]}"#),
    ])
  func separately(_ one: String, _ other: String) {
    #expect(shapes([delta(one), delta(other), delta(one)]) == ["0-2:2", "1-1:1"])
  }

  @Test("which have a JSON defect are alone")
  func defects() {
    #expect(shapes(["{", "{", #"{"a":1,"a":1}"#]) == ["0-0:1", "1-1:1", "2-2:1"])
  }

  @Test("outside of a delta a text matters, and the order of keys")
  func constants() {
    #expect(shapes([#"{"id":"a"}"#, #"{"id":"b"}"#]) == ["0-0:1", "1-1:1"])
    #expect(shapes([#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#]) == ["0-0:1", "1-1:1"])
    #expect(shapes([#"{"a":1}"#, #"{"a":1.0}"#]) == ["0-0:1", "1-1:1"])
  }
}
