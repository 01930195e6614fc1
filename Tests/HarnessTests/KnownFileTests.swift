import Foundation
import Testing

@testable import Harness

@Suite("A file of known failures is read line by line")
struct KnownFileTests {
  @Test(
    "the problem of a line has its number and the wrong word",
    arguments: [
      ("t/a s/one", nil), ("t/a s/one: ", nil), ("t/a: , until 2026-12-31", nil),
      ("t/a: x, until 2026-02-31", "`until 2026-02-31`"),
      ("t/a: x, until tomorrow", "`until tomorrow`"), ("t/a s/one twice: x", "`twice`"),
      ("t/a when colour=red: x", "`colour=red`"), ("t/a when: x", "`when`"),
    ] as [(String, String?)])
  func problems(_ line: String, _ word: String?) {
    #expect {
      _ = try GateRecords.known("# a comment\n\n\(line)\n")
    } throws: { error in
      let problems = (error as? SuiteProblems)?.problems ?? []
      return problems.map(\.line) == [3] && word.map(problems[0].what.contains) ?? true
    }
  }

  @Test(
    "versions have the order of their releases",
    arguments: [
      ["0.1.dev257+g7bc831b73", "0.1", "0.9.1", "0.10.0rc1", "0.10.0", "0.10.0.post1", "1.0"],
      ["b9554-d403f00ec", "b10001-00ff00ff"], ["v0.5.9", "v0.5.10"],
    ])
  func versions(_ ordered: [String]) {
    for (index, older) in ordered.enumerated() {
      for newer in ordered[(index + 1)...] {
        #expect(!newer.isOlder(than: older), "\(newer) \(older)")
        #expect(older.isOlder(than: newer) || newer.hasSuffix("post1"), "\(older) \(newer)")
      }
    }
  }

  @Test("lines may end with CR LF")
  func lineEndings() throws {
    let entries = try GateRecords.known(
      "# comment\r\nt/a: x\r\n\r\nt/b s/c sometimes: y, until 2027-01-01\r\n"
    )
    .entries
    #expect(entries.map(\.subject) == ["t/a", "t/b s/c"])
    #expect(entries.map(\.line) == [2, 4])
  }

  @Test("a byte order mark is ignored")
  func mark() throws {
    #expect(try GateRecords.known("\u{FEFF}t/a: x\n").entries.map(\.check) == ["t/a"])
  }
}
