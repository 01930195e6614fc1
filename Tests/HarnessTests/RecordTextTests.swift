import JSONText
import Testing

@testable import Harness

@Suite("The text of a record")
struct RecordTextTests {
  @Test("is the same in pieces", arguments: [0, 1, 2, 2000])
  func pieces(count: Int) throws {
    var record = try GateRecords.record(["t/a s/one fail", "t/b s/one pass"])
    record.results = (0..<count).map { record.results[$0 % 2] }
    var text: [UInt8] = []
    var pieces = 0
    #expect(
      record.write {
        text += $0
        pieces += 1
        return true
      })
    #expect(String(decoding: text, as: UTF8.self) == record.json.prettyText)
    #expect(pieces > 1 || count < 2000)
    #expect(!record.write { _ in false })
  }

  @Test("needs few bytes of memory for each result")
  func results() throws {
    #expect(MemoryLayout<CheckResult>.stride <= 16)
    let results = try GateRecords.record(["t/a s/one fail", "t/b s/one pass"]).results
    let others = results.moved(to: 2)
    #expect(others.sharing(with: results) == others)
    #expect(others.map(\.trial) == [2, 2])
    #expect(others.map(\.verdict) == results.map(\.verdict))
  }
}

extension JSON {
  fileprivate var prettyText: String {
    String(decoding: bytes(pretty: true) + [UInt8(ascii: "\n")], as: UTF8.self)
  }
}
