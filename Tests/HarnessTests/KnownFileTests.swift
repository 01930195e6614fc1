import Foundation
import Testing

@testable import Harness

@Suite("A file of known failures is read line by line")
struct KnownFileTests {
  @Test(
    "what is wrong with a line is told with its number",
    arguments: [
      ("t/a s/one", "it gives no reason behind a colon"),
      ("t/a s/one: ", "it gives no reason"),
      ("t/a: , until 2026-12-31", "it gives no reason"),
      ("t/a: x, until 2026-02-31", "`until 2026-02-31` is no date"),
      ("t/a: x, until tomorrow", "`until tomorrow` is no date"),
      ("t/a s/one twice: x", "`twice` is neither"),
      ("t/a when colour=red: x", "`colour=red` is no condition"),
      ("t/a when: x", "`when` is neither"),
    ])
  func problems(_ line: String, _ what: String) {
    #expect {
      _ = try GateRecords.known("# a comment\n\n\(line)\n")
    } throws: { error in
      let problems = (error as? SuiteProblems)?.problems ?? []
      return problems.count == 1 && problems[0].line == 3 && problems[0].what.hasPrefix(what)
    }
  }

  @Test(
    "versions come in the order of their releases",
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

  @Test("lines may end as they do on other systems")
  func lineEndings() throws {
    let entries = try GateRecords.known(
      "# one\r\nt/a: x\r\n\r\nt/b s/c sometimes: y, until 2027-01-01\r\n"
    )
    .entries
    #expect(entries.map(\.subject) == ["t/a", "t/b s/c"])
    #expect(entries.map(\.line) == [2, 4])
  }

  @Test("a mark that editors put before a text is none of it")
  func mark() throws {
    #expect(try GateRecords.known("\u{FEFF}t/a: x\n").entries.map(\.check) == ["t/a"])
  }
}
