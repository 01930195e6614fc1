import Glibc
import Support
import Testing
import JSONText
import Transcripts

@Suite("The time for decoding is proportional to the input", .serialized)
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

  /// Expects that sixteen times the input takes at most eighty times the processor time; quadratic decoding would
  /// take 256 times. Only the time of this thread counts, so that other tests do not disturb.
  private func expectLinear(_ name: String, _ work: (Int) -> () -> Void) {
    func best(_ work: () -> Void) -> Double {
      (0..<3).map { _ in
        let began = threadSeconds()
        work()
        return threadSeconds() - began
      }.min() ?? 0
    }
    let few = best(work(1500))
    let many = best(work(24_000))
    #expect(many <= few * 80 + 0.005, "\(name): \(few) s, then \(many) s")
  }

  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
