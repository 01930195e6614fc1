import Support
import Testing
import JSONText
import Transcripts

@Suite("The events of a stream do not depend on how its bytes were split")
struct EventStreamSplitTests {
  @Test("split in two anywhere", arguments: corpus)
  func twoParts(_ text: String) {
    let bytes = raw(text)
    let whole = Feeding(bytes, cuts: [])
    for cut in 0...bytes.count {
      let split = Feeding(bytes, cuts: [cut])
      #expect(split.result == whole.result, "cut at \(cut)")
      split.expectTimes(cuts: [cut])
    }
  }

  @Test("split in three anywhere", arguments: corpus)
  func threeParts(_ text: String) {
    let bytes = raw(text)
    guard bytes.count <= 60 else { return }
    let whole = Feeding(bytes, cuts: [])
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let split = Feeding(bytes, cuts: [first, second])
        #expect(split.result == whole.result, "cut at \(first) and \(second)")
      }
    }
  }

  @Test("byte by byte", arguments: corpus)
  func singleBytes(_ text: String) {
    let bytes = raw(text)
    let split = Feeding(bytes, cuts: Array(bytes.indices))
    #expect(split.result == Feeding(bytes, cuts: []).result)
    split.expectTimes(cuts: Array(bytes.indices))
  }

  @Test("recorded from a real server", arguments: Recording.all)
  func recordings(_ recording: Recording) {
    let bytes = recording.bytes
    let stream = Feeding(bytes, cuts: [], lineLimit: .max).result
    #expect(stream.defects == [])
    #expect(stream.events.count > 1)
    for event in stream.events where event.data != "[DONE]" {
      #expect(StrictJSON.decode(event.bytes).value?.object != nil, "\(event.data)")
    }
    for cut in 0...bytes.count {
      #expect(Feeding(bytes, cuts: [cut], lineLimit: .max).result == stream, "cut at \(cut)")
    }
    let whole = Feeding(bytes, cuts: [])
    var random = SeededGenerator(seed: 1)
    for _ in 0..<200 { expectSameInRandomParts(bytes, as: whole, using: &random) }
  }

  @Test("random, and the same as the reference parser finds", arguments: 0..<200)
  func random(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<10 {
      let bytes = random.bytes(of: pieces, count: 60)
      let whole = Feeding(bytes, cuts: [])
      let unlimited = Feeding(bytes, cuts: [], lineLimit: .max).result
      let fired = unlimited.events.filter { $0.ending == .blankLine }
      #expect(
        fired.map(\.forClients) == ReferenceEventStreamParser.events(in: bytes), "\(bytes)")
      for _ in 0..<10 { expectSameInRandomParts(bytes, as: whole, using: &random) }
    }
  }

  @Test("random bytes, with offsets inside the stream", arguments: 0..<20)
  func anyBytes(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<1000 {
      let count = Int.random(in: 0..<64, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let whole = Feeding(bytes, cuts: [])
      #expect(whole.result.defects.allSatisfy { 0...count ~= $0.offset })
      #expect(whole.result.events.allSatisfy { $0.offset <= $0.end && $0.end <= count })
      expectSameInRandomParts(bytes, as: whole, using: &random)
    }
  }

  private func expectSameInRandomParts(
    _ bytes: [UInt8], as whole: Feeding, using random: inout SeededGenerator
  ) {
    let cuts = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      Int.random(in: 0...bytes.count, using: &random)
    }.sorted()
    let split = Feeding(bytes, cuts: cuts)
    #expect(split.result == whole.result, "\(bytes) cut at \(cuts)")
    split.expectTimes(cuts: cuts)
  }
}

/// One way to feed a stream: part 0 arrives at 0 ms, part 1 at 1 ms and so on.
private struct Feeding {
  /// The result without times.
  var result: EventStream
  let timed: EventStream
  let count: Int

  init(_ bytes: [UInt8], cuts: [Int], lineLimit: Int = 30) {
    var arrivals: [Arrival] = []
    var start = 0
    for cut in cuts + [bytes.count] {
      arrivals.append(Arrival(at: Double(arrivals.count), bytes: cut - start))
      start = cut
    }
    timed = EventStream(bytes, arrivals: arrivals, lineLimit: lineLimit)
    result = timed
    count = bytes.count
    for index in result.events.indices {
      result.events[index].at = 0
    }
    for index in result.comments.indices { result.comments[index].at = 0 }
  }

  /// Each event is completed by the first byte of the blank line's ending, or the last byte.
  func expectTimes(cuts: [Int]) {
    func time(of offset: Int) -> Double { Double(cuts.count { $0 <= offset }) }
    for event in timed.events {
      let completed = event.ending == .blankLine ? event.end : count - 1
      #expect(event.at == time(of: completed))
    }
  }
}

private let pieces: [[UInt8]] = [
  "data", "data:", "data: ", "event: a", "id: 1", "id", "retry: 5", "retry:x", "\n", "\n", "\n",
  "\r", "\r\n", "\n\n", ":", ": c", " ", "é", "😀", "‹C3›", "‹80›", "‹EF BB BF›", "‹EF›", "‹BB BF›",
  "‹00›", "x", "{\"a\":1}", "[DONE]",
].map(raw)

private let corpus: [String] = [
  "", "\n", "\r", "\r\n", "data: 1\n\n", "data: 1\r\n\r\n", "data: 1\r\r", "data: 1\r\n\n",
  "data: 1\n\r\n", "data: 1\r\rdata: 2\r\r", "data: 1\r\r\n\ndata: 2\n\r\r\n\r",
  "\r\n\r\ndata: 1\r\n\r\n\r\n", "data: 1\n\ndata: 2\r\n\r\ndata: 3\r\r", "data: 1\r",
  "data: 1\r\n", "data: 1\r\n\r", "data", "data:", "data\n", "‹EF BB BF›data: 1\n\n",
  "‹EF BB BF EF BB BF›data: 1\n\ndata: 2\n\n", "‹EF BB›", "‹EF BB›data: 1\n\n", "‹EF BB BF›",
  "‹EF BB BF›\n\n", "‹EF BB BF›\r\n‹EF BB BF›data: 1\r\n\r\n", "data: é日本😀\n\n",
  "data: ‹F0 9F 98›\ndata: ‹80›\n\n", "data: ‹E2 82›", "data: ‹C0 AF ED A0 80 FF›\r\n\r\n",
  ": hi\n\n: there\r\n\r\ndata: 1\n\n:", ":\r:\n:\r\n", "event: a\ndata: 1\n\nevent: b\n\n",
  "id: 1\ndata: x\n\nid\ndata: y\n\nid: a‹00›b\ndata: z\n\n", "retry: 5\r\rretry: x\n\nretry",
  "foo: bar\nDATA: x\n data: y\n\n", "data: \0\n\n\0\n", "data:  two\ndata\n\ndata: a:b:c\n\n",
  "data: [DONE]", "data: 1\n\ndata: [DONE]\n", "data: a long line goes beyond the limit\n\n",
  "data: exactly thirty bytes é..\n\ndata: one more than thirty...é.\n\n",
  "data: the limit splits this......😀 \r\n\r\n", ": a long comment beyond the limit, cut off",
  "data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\r\n\r\n: keep\r\rdata: [DONE]\n\n",
]
