public import Harness
internal import Transcripts

/// What became of a kept run's findings when its requests were sent again.
public struct ReplayReport {
  private let kept: RunRecord
  private let fresh: RunRecord
  private let rows: [Row]

  /// One check, and what it came to in some cases.
  private struct Row {
    let fate: Fate
    let check: String
    var cases: [String]
    /// What is wrong now, or why there is no verdict.
    let remark: String
  }

  /// What can become of a finding.
  public enum Fate: Int, CaseIterable, Sendable {
    case stillFails, newlyFails, notJudged, fixed

    var word: String {
      switch self {
      case .stillFails: "STILL FAILS"
      case .newlyFails: "NEWLY FAILS"
      case .notJudged: "NOT JUDGED"
      case .fixed: "FIXED"
      }
    }

    fileprivate var plural: String {
      switch self {
      case .stillFails: "still fail"
      case .newlyFails: "newly fail"
      case .notJudged, .fixed: word.lowercased()
      }
    }

    fileprivate var colour: TextStyle.Colour {
      switch self {
      case .stillFails, .newlyFails: .red
      case .notJudged: .yellow
      case .fixed: .green
      }
    }
  }

  /// Holds a fresh record against the kept one.
  public init(of kept: RunRecord, against fresh: RunRecord) {
    self.kept = kept
    self.fresh = fresh
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    func add(_ fate: Fate, _ result: CheckResult, _ remark: String) {
      let key = [String(fate.rawValue), result.check, remark]
      let one = result.testCase ?? "the whole run"
      if let place = places[key] {
        if rows[place].cases.last != one { rows[place].cases.append(one) }
      } else {
        places[key] = rows.count
        rows.append(Row(fate: fate, check: result.check, cases: [one], remark: remark))
      }
    }
    let now = Dictionary(fresh.results.map { (Place(of: $0), $0) }, uniquingKeysWith: { $1 })
    let before = Dictionary(kept.results.map { (Place(of: $0), $0) }, uniquingKeysWith: { $1 })
    let gaps = Dictionary(grouping: fresh.results.filter { $0.verdict.word == "inconclusive" }) {
      $0.testCase ?? ""
    }
    let sent = Set(fresh.cases.flatMap { [$0.id, $0.module] })
    for result in kept.results where !result.findings.isEmpty {
      if let id = result.testCase, !sent.contains(id) { continue }
      switch now[Place(of: result)]?.verdict {
      case .pass:
        add(
          .fixed, result,
          result.concerns == .model ? "perhaps by chance: it concerns the model" : "")
      case .fail(let findings): add(.stillFails, result, findings.first?.message ?? "")
      case .notApplicable(let reason), .inconclusive(let reason): add(.notJudged, result, reason)
      case nil:
        // A step that was not sent stands in the record by a few of its checks.
        let gap = gaps[result.testCase ?? ""]?.first { $0.step == result.step }?.reason
        add(.notJudged, result, gap ?? "it spans more than was sent again")
      }
    }
    for result in fresh.results where !result.findings.isEmpty {
      if before[Place(of: result)]?.findings.isEmpty ?? true {
        add(.newlyFails, result, result.findings[0].message)
      }
    }
    self.rows = rows
  }

  /// Where a result belongs.
  private struct Place: Hashable {
    let check: String
    let testCase: String?
    let step: Int?
    let trial: Int?

    init(of result: CheckResult) {
      check = result.check
      testCase = result.testCase
      step = result.step
      trial = result.trial
    }
  }

  /// Whether anything fails or is not judged that counts.
  public func has(_ fate: Fate) -> Bool {
    rows.contains { row in
      row.fate == fate
        && (kept.results + fresh.results).contains {
          $0.check == row.check && row.cases.contains($0.testCase ?? "the whole run")
            && !$0.findings.isEmpty && fresh.counts($0)
        }
    }
  }

  /// The report for a terminal, what is still wrong first.
  public func text(style: TextStyle) -> String {
    let sorted = Fate.allCases.flatMap { fate in rows.filter { $0.fate == fate } }
    let lines = sorted.map { row in
      let padding = String(repeating: " ", count: 12 - row.fate.word.count)
      let head = style.coloured(row.fate.word, row.fate.colour) + padding + style.bold(row.check)
      let about = [row.remark, row.cases.few(upTo: 3)].filter { !$0.isEmpty }
      return ([head] + about.map { style.wrapped($0, indent: "            ") })
        .joined(separator: "\n")
    }
    let counts = Fate.allCases.compactMap { fate in
      let count = rows.count { $0.fate == fate }
      return count == 0 ? nil : "\(count) \(count == 1 ? fate.word.lowercased() : fate.plural)"
    }
    let summary =
      rows.isEmpty ? "nothing fails, as before" : counts.joined(separator: ", ")
    return (lines + ["\(summary)  (\(fresh.endpoint.printable))\n\(fresh.cost)"])
      .joined(separator: "\n\n") + "\n"
  }
}
