import Harness
import Testing
import JSONText
import Transcripts

@testable import Reports

@Suite("The end of the text report says what the run amounts to")
struct SummaryTests {
  /// A record of cases `s/a`, `s/b` … and results written as `check case verdict`.
  private func record(_ results: String..., level: String = "must", concerns: String = "model")
    throws -> RunRecord
  {
    let rows = results.map { $0.split(separator: " ").map(String.init) }
    let cases = Set(rows.map { $0[1] }).sorted().map { id in
      #"{"id":"\#(id)","module":"\#(id)","suite":"s","title":"T","expect":[{"status":200}]}"#
    }
    let checks = Set(rows.map { $0[0] }).sorted().map { id in
      #"{"id":"\#(id)","level":"\#(level)","concerns":"\#(concerns)","remedy":["mend it","or not"]}"#
    }
    let all = rows.map { row in
      """
      {"check":"\(row[0])","case":"\(row[1])","level":"\(level)","concerns":"\(concerns)","step":1,
       "trial":1,"verdict":"\(row[2])","reason":"for a reason","findings":[{"message":"wrong"}]}
      """
    }
    let json = """
      {"format":"conformance-run","version":1,"target":{"endpoint":"http://h/v1","model":"m"},
       "ending":"complete","trials":{"most":1},"cases":[\(cases.joined(separator: ","))],
       "checks":[\(checks.joined(separator: ","))],"results":[\(all.joined(separator: ","))]}
      """
    return try #require(StrictJSON.decode(Array(json.utf8)).value.flatMap(RunRecord.init))
  }

  @Test("what a model lacks where a case tries it is the model's, in a record that was read too")
  func modelCase() throws {
    let written = try record("t/c s/a fail", "t/c s/b pass").json.text
    let kept = written.replacing(#""kind":"protocol""#, with: #""kind":"model""#)
    let record = try #require(
      StrictJSON.decode(Array(kept.utf8)).value.flatMap(RunRecord.init))
    #expect(record.outcome != .notConformant)
    #expect(textReport(StoredRun(record)).contains("1 failed by the model"))
  }

  @Test("a case whose failure another finding explains is no sound case")
  func explained() throws {
    let json = try record("t/run s/a fail", "t/c s/b not-applicable").json.text
    let kept = json.replacing(
      #""verdict":"not-applicable""#, with: #""explained_by":"t/run","verdict":"not-applicable""#)
    let record = try #require(
      StrictJSON.decode(Array(kept.utf8)).value.flatMap(RunRecord.init))
    let section = try #require(record.sections.first)
    #expect(section.cases.map(\.status) == [.failed, .failed])
    #expect(section.culprits == ["t/run"])
    #expect(record.json["results"]?.array?.last?["explained_by"] == "t/run")
  }

  @Test("what fails in some cases alone may be chance")
  func chance() throws {
    let text = textReport(
      StoredRun(try record("t/c s/a fail", "t/c s/b pass")), style: TextStyle(width: 120))
    #expect(text.contains("--trials 30 measures how often"))
    #expect(!text.contains("The likeliest"))
  }

  @Test("what fails wherever it is judged is not laid at the model's door")
  func constant() throws {
    let text = textReport(
      StoredRun(
        try record("t/c s/a fail", "t/c s/b fail", "t/c s/d not-applicable", "t/d s/a pass")))
    #expect(text.contains("No case passed t/c, so it is hardly chance. The likeliest: mend it\n"))
    #expect(!text.contains("--trials"))
  }

  @Test("a failure of the server's asks for no such words")
  func server() throws {
    let text = textReport(
      StoredRun(try record("t/c s/a fail", "t/c s/b pass", concerns: "protocol")))
    #expect(!text.contains("--trials") && !text.contains("The likeliest"))
  }

  @Test("advice is not counted among failures")
  func advised() throws {
    let text = textReport(
      StoredRun(try record("t/c s/a fail", "t/d s/a pass", level: "should", concerns: "protocol")))
    #expect(text.contains("1 passed, 1 advised\n"))
  }

  @Test("what a `should` could not judge stands in the overview and among what was not judged")
  func undecidedAdvice() throws {
    let text = textReport(
      StoredRun(
        try record("t/c s/a inconclusive", "t/d s/a pass", level: "should", concerns: "protocol")))
    #expect(text.contains("? s  T"))
    #expect(text.contains("NOT JUDGED\n  where   s/a\n  why     for a reason\n  checks  t/c\n"))
  }

  @Test("where no check that counts applied, that is said")
  func nothing() throws {
    let text = textReport(
      StoredRun(try record("t/c s/a not-applicable")))
    #expect(text.contains("undecided: 0 passed\nNo check that counts came to a verdict.\n"))
  }

  @Test("no word of a record acts on a terminal, wherever it stands")
  func printable() throws {
    var record = try record("t/c s/a fail", "t/c s/b inconclusive", "t/c s/d fail")
    let evil = "\u{1B}[31m\u{202E}"
    record.endpoint += evil
    record.model = evil
    record.fingerprints = [evil]
    for index in record.cases.indices {
      record.cases[index].title += evil
      record.cases[index].id += evil
      record.cases[index].module = evil + record.cases[index].module
      if index > 0 { record.cases[index].step = evil }
    }
    record.checks[0].id += evil
    record.checks[0].requirement += evil
    record.checks[0].remedy = [evil]
    record.checks[0].harms = [Harm(evil)]
    record.checks[0].seen = [evil]
    for index in record.results.indices {
      record.results[index].check += evil
      record.results[index].testCase? += evil
    }
    for detail in [TextStyle.Detail.quiet, .usual, .verbose] {
      let text = textReport(StoredRun(record), style: TextStyle(detail: detail))
      #expect(text.contains("\\u{1b}"))
      #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
    }
  }
}
