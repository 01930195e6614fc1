internal import Harness
internal import Transcripts

/// Compares two runs: what happened to each finding of the first, and what is new in the second.
struct RunComparison {
  let before: RunRecord
  let after: RunRecord
  /// Whether the second run did not judge something that counts and that the first run judged.
  let isLessJudged: Bool
  /// Whether the second run did not send a case of the first, or did not run one of its checks.
  let isNarrower: Bool
  /// The changes, the most severe first.
  private(set) var rows: [Row] = []

  /// A check and one kind of change in some cases.
  struct Row {
    let kind: ChangeKind
    let check: String
    var cases: [String]
    /// The failure, or why there is no verdict.
    var remark: String
    /// Whether the failure counts in its run.
    var counts: Bool
  }

  /// Compares the records; a step with several trials fails if one of them fails.
  init(_ before: RunRecord, _ after: RunRecord) {
    self.before = before
    self.after = after
    let (old, new) = (before.states, after.states)
    // Why a step has no verdict, for checks that have no result in this step.
    let gaps = Dictionary(
      after.results.filter { $0.verdict.isInconclusive }.map {
        (Place.Step(testCase: $0.testCase, number: $0.step), $0.reason?.words)
      }, uniquingKeysWith: { first, _ in first })
    // A result over all modes of a case has the id of its module.
    let sent = Set(after.cases.flatMap { [$0.id, $0.module] })
    let ran = Set(after.checks.map(\.id))
    isNarrower =
      before.cases.contains { !sent.contains($0.id) }
      || before.results.contains { $0.reason == nil && !ran.contains($0.check) }
    isLessJudged = new.inOrder.contains { place, result in
      guard result.verdict.isInconclusive, after.affectsOutcome(result) else { return false }
      return old.results[place].map { !$0.verdict.isInconclusive } ?? false
    }
    var rows: [Row] = []
    var places: [[String]: Int] = [:]
    func add(_ kind: ChangeKind, _ result: CheckResult, _ remark: String, counts: Bool) {
      // The same check finds similar things, with other words or at other bytes.
      let key = [String(kind.rawValue), result.check]
      let name = result.testCase ?? "the whole run"
      if let place = places[key] {
        if rows[place].remark.isEmpty { rows[place].remark = remark }
        if rows[place].cases.last != name { rows[place].cases.append(name) }
        rows[place].counts = rows[place].counts || counts
      } else {
        places[key] = rows.count
        rows.append(
          Row(kind: kind, check: result.check, cases: [name], remark: remark, counts: counts))
      }
    }
    for (place, result) in old.inOrder where result.isFailure {
      if let id = result.testCase, !sent.contains(id) { continue }
      // A failure that another finding explains is reported by that finding, if it still exists.
      let next = new.results[place]
      if result.isConsequence, next.map(\.isConsequence) ?? true { continue }
      let counts = before.affectsOutcome(result)
      guard let next else {
        // A finding over the complete run is fixed if all failures that it explained pass.
        let explained = old.inOrder.filter { $0.1.explainedBy == result.check }
          .compactMap { new.results[$0.0] }
        if result.testCase == nil, !explained.isEmpty,
          explained.allSatisfy({ $0.verdict == .pass })
        {
          add(.fixed, result, "the failures that it explained now pass", counts: counts)
          continue
        }
        // The record of a step that was not sent has only some of its checks.
        let gap = gaps[Place.Step(testCase: result.testCase, number: result.step)] ?? nil
        add(.notJudged, result, gap ?? "it needs requests that were not sent again", counts: counts)
        continue
      }
      switch next.verdict {
      case .pass:
        add(
          .fixed, result,
          result.concerns == .model ? "possibly by chance, because it concerns the model" : "",
          counts: counts)
      case .fail(let findings):
        // A failure that was known or flaky before, and counts now, is new.
        let isNew = after.affectsOutcome(next) && !counts && before.isEnforced(result)
        add(
          isNew ? .newlyFails : .stillFails, result, findings.first?.message ?? "",
          counts: after.affectsOutcome(next))
      case .notApplicable(let reason) where next.explainedBy != nil:
        add(.stillFails, result, reason.words, counts: counts)
      case .notApplicable(let reason), .inconclusive(let reason):
        add(.notJudged, result, reason.words, counts: counts)
      }
    }
    // New failures, including those of checks that the first run did not have.
    for (place, result) in new.inOrder where !result.findings.isEmpty {
      if !(old.results[place]?.isFailure ?? false) {
        add(.newlyFails, result, result.findings[0].message, counts: after.affectsOutcome(result))
      }
    }
    self.rows = ChangeKind.allCases.flatMap { kind in rows.filter { $0.kind == kind } }
  }

  /// The number of rows of each kind as text: `1 still fails, 2 fixed`.
  func tally(of kinds: [ChangeKind]) -> String {
    kinds.compactMap { kind in
      let count = rows.count { $0.kind == kind }
      return count == 0 ? nil : "\(count) \(kind.tally(count))"
    }.joined(separator: ", ")
  }

  /// A row for a terminal.
  func text(_ row: Row, style: TextStyle) -> String {
    let padding = String(repeating: " ", count: 12 - row.kind.word.count)
    let head = style.coloured(row.kind.word, row.kind.colour) + padding + style.bold(row.check)
    let about = [row.remark, row.cases.abbreviated(limit: 3)].filter { !$0.isEmpty }
    return ([head] + about.map { style.wrapped($0, indent: "            ") })
      .joined(separator: "\n")
  }
}

extension CheckResult {
  /// Whether another finding explains all of the failure.
  fileprivate var isConsequence: Bool { findings.isEmpty && explainedBy != nil }
}

/// The position of a result, independent of its trial.
private struct Place: Hashable {
  let check: String
  let step: Step

  struct Step: Hashable {
    let testCase: String?
    let number: Int?
  }

  init(of result: CheckResult) {
    check = result.check
    step = Step(testCase: result.testCase, number: result.step)
  }
}

extension RunRecord {
  /// The decisive result of each position: a failure, or else a result with a verdict.
  fileprivate var states: (inOrder: [(Place, CheckResult)], results: [Place: CheckResult]) {
    var states: [Place: CheckResult] = [:]
    var order: [Place] = []
    for result in results {
      let place = Place(of: result)
      guard let other = states[place] else {
        states[place] = result
        order.append(place)
        continue
      }
      // Replace a result without a verdict, or a pass by a failure, but never a failure by a pass.
      if other.findings.isEmpty, !result.findings.isEmpty || other.reason != nil,
        !other.isFailure || result.isFailure
      {
        states[place] = result
      }
    }
    return (order.compactMap { place in states[place].map { (place, $0) } }, states)
  }
}
