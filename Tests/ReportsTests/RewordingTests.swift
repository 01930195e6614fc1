import Foundation
import JSONText
import Testing
import Transcripts

@testable import Harness
@testable import Reports

/// No decision depends on a text for people: a record whose texts are all in upper case has the same
/// outcome, causes, known failures, drifts and rates.
@Suite("Rewording all texts of a record changes no decision")
struct RewordingTests {
  /// The paths of the texts for people in a record, without the indices of lists.
  private static let texts: Set = [
    "cases.title", "cases.step", "checks.requirement", "checks.clause", "checks.breaks",
    "checks.harms.does", "checks.harms.says", "checks.remedy", "remedies.*",
    "results.findings.message", "results.findings.at", "results.findings.saw",
    "results.findings.breaks", "results.findings.remedy", "results.consequences.message",
    "results.reason", "results.known", "known.reason", "identity.traits.means",
    "identity.likeness.value", "pin.remarks", "pin.drifts.means",
  ]

  /// A record with every kind of text: the golden record, compared with known failures and a pin.
  private let record: RunRecord
  private let gate: Gate

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/lost-brace.json")
    let json = StrictJSON.decode(Array(try Data(contentsOf: file))).value
    var record = try #require(json.flatMap(RunRecord.init))
    let failed = try #require(record.results.firstIndex { !$0.findings.isEmpty })
    let passed = try #require(record.results.firstIndex { $0.verdict == .pass })
    let open = try #require(record.results.first { $0.verdict.isInconclusive })
    // The golden record has neither effects of a finding nor explained findings.
    var findings = record.results[failed].findings
    findings[0].breaks = ["the client stops"]
    record.results[failed].verdict = .fail(findings)
    record.results[passed].verdict = .notApplicable(Reason(.explained, "see the other check"))
    record.results[passed].explainedBy = record.results[failed].check
    record.results[passed].consequences = [Finding(message: "a consequence")]
    record.checks[0].clause = "a clause"
    // No undecided result concerns its case, so an entry for it is stale.
    let sound = try #require(record.results.first { $0.verdict == .pass })
    gate = try Self.gate(
      for: record,
      known: """
        \(record.results[failed].check) \(record.results[failed].testCase ?? ""): a brace is lost
        \(record.results[failed].check) when server=another: another server
        \(sound.check) \(sound.testCase ?? ""): it failed before
        \(open.check) unjudged: the reason is unknown
        """)
    self.record = gate.evaluate(record)
  }

  /// Known failures with these lines, and a pin with another model and another server.
  private static func gate(for record: RunRecord, known lines: String) throws -> Gate {
    let path = FileManager.default.temporaryDirectory.appending(path: "known-\(UUID()).txt").path
    try Data(lines.utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var before = record
    before.model = "another model"
    for index in before.identity.traits.indices {
      before.identity.traits[index].values[0].value += "-before"
    }
    for index in before.results.indices where !before.results[index].findings.isEmpty {
      before.results[index].verdict = .pass
    }
    var gate = Gate()
    gate.known = try KnownFailures(file: path)
    gate.pin = ("pin.json", Pin(of: before))
    return gate
  }

  /// The record after it is written and read, and the same with all its texts in upper case.
  private func bothWordings(isStopped: Bool = false) throws -> (plain: RunRecord, upper: RunRecord)
  {
    var json = record.json
    var texts = Self.texts
    if isStopped {
      let problem: JSON = ["what": "no answer", "remedy": ["Start it."], "saw": "silence"]
      json = .object((json.object ?? []) + [JSON.Member("problem", problem)])
      texts.formUnion(["problem.what", "problem.remedy", "problem.saw"])
    }
    var changed: Set<String> = []
    let upper = Self.upperCased(json, texts, &changed)
    // Without a change at every path, the comparison proves nothing.
    #expect(texts.subtracting(changed) == [])
    return (try #require(RunRecord(json)), try #require(RunRecord(upper)))
  }

  private static func upperCased(
    _ json: JSON, at path: String = "", _ texts: Set<String>, _ changed: inout Set<String>
  ) -> JSON {
    switch json {
    case .string(let text) where texts.contains(path):
      if text != text.uppercased() { changed.insert(path) }
      return .string(text.uppercased())
    case .array(let elements):
      return .array(elements.map { upperCased($0, at: path, texts, &changed) })
    case .object(let members):
      return .object(
        members.map { member in
          let name = path == "remedies" ? "*" : member.key
          let inner = path.isEmpty ? name : "\(path).\(name)"
          return JSON.Member(member.key, upperCased(member.value, at: inner, texts, &changed))
        })
    default: return json
    }
  }

  /// Everything that is derived from a record and is not a text for people.
  private func facts(of record: RunRecord) -> [String: [String]] {
    [
      "outcome": ["\(record.outcome) \(record.ending)"],
      "problem": record.problem.map { ["\($0.isUsage)"] } ?? [],
      "counts": Verdict.Kind.allCases.map { "\($0) \(record.count($0))" },
      "results": record.results.map { result in
        """
        \(result.check) \(result.testCase ?? "-") \(result.step ?? 0) \(result.trial ?? 0) \
        \(result.verdict.kind) \(result.reason?.kind.rawValue ?? "-") \(result.explainedBy ?? "-") \
        \(result.known.map { "known \($0.isInDoubt)" } ?? "-") \(record.affectsOutcome(result)) \
        \(result.findings.map { "\($0.location?.json.text ?? "-") \($0.remedy) \($0.seen)" }) \
        \(result.consequences.count)
        """
      },
      "causes": record.causes.map {
        "\($0.check.id) \($0.severity) \($0.cases) \($0.remedies) \($0.all.count)"
      },
      "undecided": record.undecidedReasons.map { "\($0.checks) \($0.cases) \($0.results.count)" },
      "sections": record.sections.map {
        "\($0.status) \($0.culprits) \($0.cases.map { "\($0.testCase.id) \($0.status)" })"
      },
      "conclusions": record.conclusions.map { "\($0.check.id) \($0.status) \($0.passed)" },
      "rates": record.allRates.map { "\($0)" },
      "known": record.known.map { "\($0.place) \($0.subject) \($0.state)" },
      "drifts": (record.pinned?.drifts ?? []).map {
        "\($0.subject) \($0.change) \($0.counts) \($0.was)"
      },
      "pin": record.pinned.map {
        ["\($0.isOpen) \($0.isOfOtherCases) \($0.isDrifted) \($0.isUndecided) \($0.remarks.count)"]
      } ?? [],
      "pin file": [Pin(of: record).text],
      "trials": record.trials.map { "\($0.testCase.id) \($0.number)" },
      // What the shards of a run must have in common.
      "setup": [
        """
        \(record.endpoint) \(record.model ?? "-") \(record.profile) \(record.strict) \
        \(record.requirements ?? "-") \(record.selection) \(record.rateRule.json.text) \
        \(record.harness.text)
        """
      ],
      "new entries": KnownFailures.lines(
        for: record, besides: nil, until: "2027-01-01", reason: "reason"),
    ]
  }

  private func expectSameFacts(_ plain: RunRecord, _ upper: RunRecord) {
    let (plain, upper) = (facts(of: plain), facts(of: upper))
    for (name, facts) in plain { #expect(upper[name] == facts, "\(name)") }
  }

  @Test("outcome, verdicts, causes, rates, known failures and drifts", arguments: [false, true])
  func record(isStopped: Bool) throws {
    let (plain, upper) = try bothWordings(isStopped: isStopped)
    #expect(plain != upper)
    expectSameFacts(plain, upper)
    let facts = facts(of: plain)
    for name in ["causes", "sections", "known", "drifts", "pin", "trials"] {
      #expect(facts[name]?.isEmpty == false, "\(name)")
    }
    #expect(Set(plain.known.map(\.state)) == [.fails, .elsewhere, .stale])
  }

  @Test("a comparison with known failures and a pin")
  func gateAgain() throws {
    let (plain, upper) = try bothWordings()
    expectSameFacts(gate.evaluate(plain), gate.evaluate(upper))
    var other = gate
    other.effect = .ignore
    other.known = nil
    expectSameFacts(other.evaluate(plain), other.evaluate(upper))
  }

  @Test("a replay takes the same known failures")
  func replay() throws {
    let (plain, upper) = try bothWordings()
    let expected = facts(of: plain.takingKnown(from: plain))
    #expect(expected["results"]?.contains { $0.contains(" known ") } == true)
    expectSameFacts(plain.takingKnown(from: plain), plain.takingKnown(from: upper))
    expectSameFacts(plain.takingKnown(from: plain), upper.takingKnown(from: plain))
  }

  @Test("a comparison of two runs")
  func comparison() throws {
    let (plain, upper) = try bothWordings()
    let same = RunComparison(plain, plain)
    let reworded = RunComparison(plain, upper)
    #expect(!reworded.isLessJudged && !reworded.isNarrower && !same.rows.isEmpty)
    func rows(_ comparison: RunComparison) -> [String] {
      comparison.rows.map { "\($0.kind) \($0.check) \($0.cases) \($0.counts)" }
    }
    #expect(rows(reworded) == rows(same))
  }
}
