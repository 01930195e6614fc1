import JSONText
import Support
import Testing
import Transcripts

@Suite("Event streams are read by the WHATWG standard")
struct EventStreamTests {
  @Test("dispatches what web-platform-tests expect", arguments: webPlatformTests)
  func webPlatform(_ name: String, _ text: String, _ expected: [String]) {
    let stream = EventStream(whole: text)
    let dispatched = stream.events.filter { $0.ending == .blankLine }
    #expect(dispatched.map(\.forClients) == expected)
  }

  @Test("notes each defect and its place", arguments: oddities)
  func notes(_ text: String, _ defects: String) {
    #expect(EventStream(whole: text).defects.short == defects)
  }

  @Test("notes where events begin and end, and how many data lines they have")
  func places() {
    let stream = EventStream(whole: ": hi\nevent:a\r\n:x\ndata: 1\ndata:2\n\n\ndata\n\n")
    #expect(stream.events.map(\.offset) == [5, 34])
    #expect(stream.events.map(\.end) == [32, 39])
    #expect(stream.events.map(\.dataLines) == [2, 1])
    #expect(stream.events.map(\.index) == [0, 1])
    #expect(stream.comments.map(\.text) == ["hi", "x"])
    #expect(stream.comments.map(\.offset) == [0, 14])
  }

  @Test("measures the longest line, including the last one and truncated ones")
  func longestLine() {
    #expect(EventStream(whole: "data: 1\r\n\r\n: abcd\r\n").longestLine == 7)
    #expect(EventStream(whole: "data: 1\n\ndata: [DONE]").longestLine == 12)
    #expect(
      EventStream(Array("data: 0123456789012345678\n".utf8), arrivals: [], lineLimit: 16)
        .longestLine == 25)
  }

  @Test("keeps an event that the end of the stream cuts off")
  func cutOff() {
    let stream = EventStream(whole: "data: 1\n\nid: 7\ndata: [DONE]")
    #expect(stream.events.map(\.ending) == [.blankLine, .endOfStream])
    #expect(stream.events.map(\.data) == ["1", "[DONE]"])
    #expect(stream.events.last?.id == "7")
    #expect(stream.events.last?.end == 27)
    #expect(EventStream(whole: ": only a comment\n").events == [])
  }

  @Test("keeps the bytes of the data")
  func bytes() {
    let stream = EventStream(whole: "data: ‹C3›\ndata: ‹A9›\n\n")
    #expect(stream.events.first?.bytes == [0xC3, 0x0A, 0xA9])
    #expect(stream.events.first?.data == "\u{FFFD}\n\u{FFFD}")
  }

  @Test("notes when an event was completed, even by a lone CR")
  func times() {
    var decoder = EventStreamDecoder()
    #expect(decoder.decode(raw("da"), at: 1) == [])
    #expect(decoder.decode(raw("ta: 1\r"), at: 2) == [])
    let events = decoder.decode(raw("\n\r"), at: 3)
    #expect(events.map(\.at) == [3])
    #expect(decoder.decode(raw("\n: c"), at: 4) == [])
    #expect(decoder.decode(raw("\ndata"), at: 5) == [])
    let last = decoder.finish()
    #expect(last?.at == 5)
    #expect(decoder.comments.map(\.at) == [5])
    #expect(decoder.defects.short == "cut-off-line@15 cut-off-event@15 mixed-line-endings@14")
    #expect(decoder.finish() == nil)
  }

  @Test("takes the times from the arrivals of a body")
  func arrivals() {
    let body = raw("data: 1\n\ndata: 2\n\ndata: 3\n\n")
    let parts = [Arrival(at: 10, bytes: 9), Arrival(at: 20, bytes: 4), Arrival(at: 30, bytes: 99)]
    #expect(EventStream(body, arrivals: parts).events.map(\.at) == [10, 30, 30])
    #expect(EventStream(body, arrivals: [parts[0]]).events.map(\.at) == [10, 10, 10])
  }

  @Test("truncates a long line at a complete character")
  func lineLimit() {
    let stream = EventStream(
      raw("data: 123456789é7\ndata: x\n\n"), arrivals: [], lineLimit: 16)
    #expect(stream.events.map(\.data) == ["123456789\nx"])
    #expect(stream.defects.short == "line-too-long@15")
    let exact = EventStream(raw("data: 12345678é\n\n"), arrivals: [], lineLimit: 16)
    #expect(exact.events.map(\.data) == ["12345678é"])
    #expect(exact.defects == [])
  }

  @Test("keeps the first thousand comments")
  func comments() {
    let stream = EventStream(whole: String(repeating: ":\n", count: 1234))
    #expect(stream.comments.count == 1000)
  }

  @Test("notes the reconnection time of an event")
  func retry() {
    let stream = EventStream(whole: "retry: 3000\n\ndata: x\nretry: 10\nretry: x\n\ndata:y\n\n")
    #expect(stream.events.map(\.retry) == [10, nil])
    #expect(stream.defects.short == "bad-retry@31")
  }
}

extension EventStream {
  /// Reads a stream that arrives in one piece.
  fileprivate init(whole text: String) {
    self.init(raw(text), arrivals: [])
  }
}

/// The format tests of `eventsource/`, with the streams that they send and the messages that they expect.
private let webPlatformTests: [(String, String, [String])] = [
  (
    "format-bom", "‹EF BB BF›data:1\n\n‹EF BB BF›data:2\n\ndata:3\n\n",
    ["message|1|", "message|3|"]
  ),
  (
    "format-bom-2", "‹EF BB BF EF BB BF›data:1\n\ndata:2\n\ndata:3\n\n",
    ["message|2|", "message|3|"]
  ),
  (
    "format-comments",
    "data:1\r:\0\n:\r\ndata:2\n:longlong\rdata:3\n:data:fail\r:longlong\ndata:4\n\n",
    ["message|1\n2\n3\n4|"]
  ),
  (
    "format-data-before-final-empty-line", "retry:1000\ndata:test1\n\nid:test\ndata:test2",
    ["message|test1|"]
  ),
  (
    "format-field-data", "data:\n\ndata\ndata\n\ndata:test\n\n",
    ["message||", "message|\n|", "message|test|"]
  ),
  ("format-field-event", "event:test\ndata:x\n\ndata:x\n\n", ["test|x|", "message|x|"]),
  ("format-field-event-empty", "event: \ndata:data\n\n", ["message|data|"]),
  ("format-field-id", "id: 1\ndata: x\n\n", ["message|x|1"]),
  (
    "format-field-id-2", "id: 1\ndata:1\n\ndata:2\n\nid\ndata:3\n\ndata:4\n\n",
    ["message|1|1", "message|2|1", "message|3|", "message|4|"]
  ),
  ("format-field-id-3", "id: 1\n\ndata:2\n\n", ["message|2|1"]),
  ("format-field-id-null", "id:a\0b\ndata:x\n\n", ["message|x|"]),
  ("format-field-parsing", fieldParsing, ["message|\0\n 2\n1\n3\n\n4|"]),
  ("format-field-retry", "retry:3000\ndata:x\n\n", ["message|x|"]),
  ("format-field-retry-bogus", "retry:3000\nretry:1000x\ndata:x\n\n", ["message|x|"]),
  ("format-field-retry-empty", "retry\ndata:test\n\n", ["message|test|"]),
  (
    "format-field-unknown",
    "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n",
    ["message|test\n\ntest|"]
  ),
  ("format-leading-space", "data:\ttest\rdata: \ndata:test\n\n", ["message|\ttest\n\ntest|"]),
  ("format-newlines", "data:test\r\ndata\ndata:test\r\n\r", ["message|test\n\ntest|"]),
  ("format-null-character", "data:\0\n\n\n\n", ["message|\0|"]),
  ("format-utf-8", "data:ok…\n\n", ["message|ok…|"]),
  ("invalid UTF-8 is replaced", "data:‹C3 28›\n\n", ["message|\u{FFFD}(|"]),
  ("names are case-sensitive", "Data: 1\nDATA: 2\ndata: 3\n\n", ["message|3|"]),
  ("type resets without data", "event: a\n\ndata: x\n\n", ["message|x|"]),
  ("last event name wins", "event: a\nevent: b\ndata: x\n\n", ["b|x|"]),
  ("colons in data", "data: {\"a\":1}\n\n", ["message|{\"a\":1}|"]),
  ("the cut-off BOM", "‹EF BB›", []), ("nothing", "", []),
]

private let fieldParsing =
  "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n"
  + " data:32\ndata:4\n\n"

private let oddities: [(String, String)] = [
  ("data: fine\n\n", ""), (": fine\n\n", ""), ("id: 1\nretry: 10\n\n", ""), ("\n\n", ""),
  ("data: fine\r\n\r\n", ""), ("‹EF BB BF›", "bom@0"), ("‹EF BB BF›data: 1\n\n", "bom@0"),
  ("‹EF BB BF EF BB BF›data: 1\n\n", "bom@0 second-bom@3 unknown-field@3"),
  ("data: 1\n\n‹EF BB BF›data: 2\n\n", "second-bom@9 unknown-field@9"),
  ("data: ‹EF BB BF›\n\n", ""), ("data: 1\r\r", "lone-cr@7"),
  ("data: 1\r\n\n", "mixed-line-endings@9"), ("data: 1\n\r", "lone-cr@8 mixed-line-endings@8"),
  ("data: 1\n\r\n\n\r\n", "mixed-line-endings@8"),
  ("\r\n\rdata: 1\n\n", "lone-cr@2 mixed-line-endings@2"),
  ("foo: 1\nDATA: 1\ndata : x\n\n", "unknown-field@0 unknown-field@7 unknown-field@15"),
  (" data: 1\n\n", "unknown-field@0"), ("{\"error\":1}\n\n", "unknown-field@0"),
  ("datadatadata: 1\n\n", "unknown-field@0"),
  ("retry: 1s\n\n", "bad-retry@0"), ("retry\n\n", "bad-retry@0"), ("retry: -1\n\n", "bad-retry@0"),
  ("retry: 99999999999999999999\n\n", "bad-retry@0"), ("retry:  1\n\n", "bad-retry@0"),
  ("id: a\0\n\n", "nul-byte@5 id-with-null@0"), ("data: \0\0\n\n", "nul-byte@6"),
  (": \0\n\n", "nul-byte@2"), ("data: ‹FF›\n: ‹C0›\n\n", "invalid-utf-8@6 invalid-utf-8@10"),
  ("event: ping\n\n", "event-without-data@0"),
  ("data: 1", "cut-off-line@0 cut-off-event@0"), ("data: 1\n", "cut-off-event@0"),
  ("data: 1\n\nda", "unknown-field@9 cut-off-line@9 cut-off-event@9"),
  ("data: 1\n\n: hi", "cut-off-line@9"), ("id: 1\n", "cut-off-event@0"),
  ("data: ‹E2 82›", "invalid-utf-8@6 cut-off-line@0 cut-off-event@0"),
  ("data: 1\r", "cut-off-event@0 lone-cr@7"),
]
