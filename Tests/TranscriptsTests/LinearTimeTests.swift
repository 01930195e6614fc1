import Testing
import Transcripts

@Suite("Decoding takes time in proportion to the input", .serialized)
struct LinearTimeTests {
  @Test(
    "of JSON",
    arguments: [
      ("nested", "", "[", ""), ("empty arrays", "[", "[],", "1]"),
      ("escapes", "\"", #"\u0041"#, "\""), ("lone surrogates", "\"", #"\ud800"#, "\""),
      ("invalid", "\"", "‹C0›", "\""), ("one number", "1", "7", ""), ("spaces", "", "    ", "1"),
      ("same keys", "{", #""k":1,"#, #""k":1}"#), ("a bare word", "", "abcdefg", ""),
    ])
  func json(_ name: String, _ start: String, _ piece: String, _ end: String) {
    expectLinear(name) { count in
      let bytes = raw(start) + Array(repeatElement(raw(piece), count: count).joined()) + raw(end)
      return { _ = StrictJSON.decode(bytes) }
    }
  }

  @Test("of JSON with many keys")
  func keys() {
    expectLinear("keys") { count in
      let members = (0..<count / 4).map { "\"key\($0)\":\($0)" }
      let bytes = Array("{\(members.joined(separator: ","))}".utf8)
      return { _ = StrictJSON.decode(bytes) }
    }
  }

  @Test(
    "of event streams",
    arguments: [
      "\n", "\r", ":\n", "data\n", "data: x\n\n", "data", "‹FF›", "‹00›", "retry:x\n", "x\r\n",
    ])
  func events(_ piece: String) {
    expectLinear(piece) { count in
      let bytes = Array(repeatElement(raw(piece), count: count).joined())
      return {
        var whole = EventStreamDecoder()
        _ = whole.decode(bytes, at: 0)
        _ = whole.finish()
        var single = EventStreamDecoder(lineLimit: 1000)
        for index in bytes.indices { _ = single.decode(bytes[index...index], at: 0) }
        _ = single.finish()
      }
    }
  }

  /// Four times the input may take at most ten times as long: the square would take sixteen.
  private func expectLinear(_ name: String, _ work: (Int) -> () -> Void) {
    let clock = ContinuousClock()
    func best(_ work: () -> Void) -> Duration {
      (0..<4).map { _ in clock.measure(work) }.min() ?? .zero
    }
    let few = best(work(3000))
    let many = best(work(12_000))
    #expect(many <= few * 10 + .milliseconds(5), "\(name): \(few), then \(many)")
  }
}
