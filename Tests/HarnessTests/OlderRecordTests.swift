import Foundation
import Testing
import JSONText
import Transcripts

@testable import Harness

@Suite("A record without kinds of reasons can still be read")
struct OlderRecordTests {
  private let record: RunRecord

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Older/run.json")
    let json = StrictJSON.decode(Array(try Data(contentsOf: file))).value
    record = try #require(json.flatMap(RunRecord.init))
  }

  @Test("its sentences are converted to kinds")
  func kinds() throws {
    let kinds = record.results.suffix(8).map { $0.reason?.kind }
    #expect(
      kinds == [
        .interrupted, .noTranscript, .blocked, .notNeeded, .explained, .undecided, nil, nil,
      ])
    let others = record.results.dropLast(8).compactMap(\.reason)
    #expect(others.count > 10 && others.allSatisfy { $0.kind == .doesNotApply })
  }

  @Test("an unknown condition in the reason of a known failure is converted to a field")
  func doubts() {
    let known = record.results.suffix(2).map(\.known)
    #expect(known == [.init("ours", isInDoubt: true), .init("ours")])
  }

  @Test("the subject of a known failure is converted to a check and a case")
  func subjects() {
    #expect(record.known.map(\.check) == ["tools/*", "sse/ends-with-done"])
    #expect(record.known.map(\.testCase) == ["four-step/round-trip", nil])
  }

  @Test("it is the same after it is written and read")
  func again() throws {
    let read = try #require(RunRecord(record.json))
    #expect(read.results == record.results && read.known == record.known)
  }
}
