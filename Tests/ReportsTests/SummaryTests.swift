import Harness
import Testing
import JSONText
import Transcripts

@testable import Reports

@Suite("Causes, sections and the summary of a run")
struct SummaryTests {
  /// A record of cases `s/a`, `s/b` … with results written as `check case verdict`.
  private func record(_ results: String..., level: String = "must", concerns: String = "model")
    throws -> RunRecord
  {
    let rows = results.map { $0.split(separator: " ").map(String.init) }
    let cases = Set(rows.map { $0[1] }).sorted().map { id in
      #"{"id":"\#(id)","module":"\#(id)","suite":"s","title":"T","expect":[{"status":200}]}"#
    }
    let checks = Set(rows.map { $0[0] }).sorted().map { id in
      #"{"id":"\#(id)","level":"\#(level)","concerns":"\#(concerns)","remedy":["repair it","or not"]}"#
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

  @Test("a check with one finding explained and one of its own still fails, in every summary")
  func partlyExplained() throws {
    var record = try record("t/a s/a fail", "t/b s/a fail", concerns: "protocol")
    record.results[1].explainedBy = "t/a"
    record.results[1].consequences = [Finding(message: "wrong too")]
    #expect(record.conclusions.map(\.status) == [.failed, .failed])
    let rows = RunComparison(record, record).rows
    #expect(rows.map(\.kind) == [.stillFails, .stillFails])
    #expect(rows.map(\.check) == ["t/a", "t/b"])
  }

  @Test("a consequence has the status of its cause in the same case")
  func consequence() throws {
    var record = try record(
      "t/a s/a fail", "t/a s/b fail", "t/b s/a not-applicable", "t/b s/b not-applicable",
      concerns: "protocol")
    record.results[0].known = .init("a reason")
    for place in 2...3 { record.results[place].explainedBy = "t/a" }
    #expect(record.status(of: record.results[2]) == .known)
    #expect(record.status(of: record.results[3]) == .failed)
    #expect(record.causes.map(\.consequences) == [["t/b": 2]])
  }

  @Test("colours are control sequences of the terminal, not escaped ones", arguments: [40, 80])
  func colours(_ width: Int) throws {
    let run = StoredRun(try record("tools/a-long-name s/a fail", concerns: "protocol"))
    let plain = textReport(run, style: TextStyle(width: width))
    let coloured = textReport(run, style: TextStyle(width: width, isColoured: true))
    #expect(coloured.contains("\u{1B}[1m") && !coloured.contains("{1b}"))
    #expect(coloured.replacing(/\x1B\[\d*m/, with: "") == plain)
  }

  private func summary(of record: RunRecord) -> String {
    TextReport(run: StoredRun(record), style: TextStyle(width: 120)).summary
  }

  @Test("a missing skill in a case of the model has the severity `model`")
  func modelCase() throws {
    let written = try record("t/c s/a fail", "t/c s/b pass").json.text
    let changed = written.replacing(#""kind":"protocol""#, with: #""kind":"model""#)
    let record = try #require(
      StrictJSON.decode(Array(changed.utf8)).value.flatMap(RunRecord.init))
    #expect(record.outcome != .notConformant)
    #expect(record.causes.map(\.severity) == [.model])
  }

  @Test("a case whose failure is explained by another finding is failed")
  func explained() throws {
    let json = try record("t/run s/a fail", "t/c s/b not-applicable").json.text
    let changed = json.replacing(
      #""verdict":"not-applicable""#, with: #""explained_by":"t/run","verdict":"not-applicable""#)
    let record = try #require(
      StrictJSON.decode(Array(changed.utf8)).value.flatMap(RunRecord.init))
    let section = try #require(record.sections.first)
    #expect(section.cases.map(\.status) == [.failed, .failed])
    #expect(section.culprits == ["t/run"])
    #expect(record.json["results"]?.array?.last?["explained_by"] == "t/run")
  }

  @Test("if a check of the model fails in some cases only, the summary suggests more trials")
  func chance() throws {
    let text = summary(of: try record("t/c s/a fail", "t/c s/b pass"))
    #expect(text.contains("--trials 30") && !text.contains("repair it"))
  }

  @Test("if a check of the model fails in all cases, the summary names the check and a fix")
  func constant() throws {
    let text = summary(
      of: try record("t/c s/a fail", "t/c s/b fail", "t/c s/d not-applicable", "t/d s/a pass"))
    #expect(text.contains("t/c") && text.contains("repair it"))
    #expect(!text.contains("--trials"))
  }

  @Test("a server failure adds no hint to the summary")
  func server() throws {
    let text = summary(of: try record("t/c s/a fail", "t/c s/b pass", concerns: "protocol"))
    #expect(!text.contains("--trials") && !text.contains("repair it"))
  }

  @Test("advice is not a failure")
  func advised() throws {
    let record = try record(
      "t/c s/a fail", "t/d s/a pass", level: "should", concerns: "protocol")
    #expect(record.causes.map(\.severity) == [.advice] && record.count(.pass) == 1)
    #expect(record.sections.map(\.status) == [.advised])
  }

  @Test("an undecided `should` is in the overview and among the undecided results")
  func undecidedAdvice() throws {
    let record = try record(
      "t/c s/a inconclusive", "t/d s/a pass", level: "should", concerns: "protocol")
    #expect(record.sections.map(\.status) == [.undecided])
    let reason = try #require(record.undecidedReasons.first)
    #expect((reason.cases, reason.checks) == (["s/a"], ["t/c"]))
    let text = textReport(StoredRun(record))
    #expect(text.contains("? s  T"))
    let lines = text.split(separator: "\n").map { $0.split(separator: " ").dropFirst() }
    for value in ["s/a", "for a reason", "t/c"] {
      #expect(lines.contains { $0.joined(separator: " ") == value }, "\(value)")
    }
  }

  @Test("without a verdict that counts, the run is undecided and the summary has a hint")
  func nothing() throws {
    let record = try record("t/c s/a not-applicable")
    #expect(record.outcome == .undecided && record.count(.pass) == 0)
    #expect(record.sections.map(\.status) == [.untouched])
    // The verdict, the hint and the cost.
    #expect(summary(of: record).split(separator: "\n").count == 3)
  }

  @Test("no text of a record controls a terminal")
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
