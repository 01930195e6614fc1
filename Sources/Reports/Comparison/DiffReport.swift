internal import JSONText
public import Harness
internal import Transcripts

/// The differences between two runs, for example before an upgrade.
public struct DiffReport {
  private let comparison: RunComparison
  /// The changes of the endpoint, as if the earlier run were a pin.
  private let drift: PinVerdict

  /// Failures of both runs are only counted, because they do not distinguish the runs.
  private static let shown: [ChangeKind] = [.newlyFails, .notJudged, .fixed]

  /// Compares a run with a later one.
  public init(_ before: RunRecord, _ after: RunRecord) {
    comparison = RunComparison(before, after)
    drift = Pin(of: before).verdict(on: after, called: ("A", "B"))
  }

  /// Whether the runs are not comparable, because the later one judged less than the earlier one.
  public var isUndecided: Bool {
    let (before, after) = (comparison.before, comparison.after)
    let isCut = after.ending != .complete && before.ending == .complete
    return isCut || comparison.isLessJudged || comparison.isNarrower
      || after.outcome == .undecided && before.outcome != .undecided
  }

  /// Whether a failure that counts is new.
  public var isWorse: Bool {
    comparison.rows.contains { $0.kind == .newlyFails && $0.counts }
  }

  private var rows: [RunComparison.Row] {
    comparison.rows.filter { Self.shown.contains($0.kind) }
  }

  /// The changes of the endpoint itself.
  private var changes: [Drift] {
    drift.drifts.filter { ![.newlyFails, .newlyPasses].contains($0.change) }
  }

  /// The changes in one line, or why the runs are not comparable.
  private var summary: String {
    let parts = [
      comparison.tally(of: Self.shown), changes.isEmpty ? "" : "\(changes.count) changed",
    ].filter { !$0.isEmpty }
    let still = comparison.tally(of: [.stillFails])
    let summary = parts.joined(separator: ", ") + (still.isEmpty ? "" : " (\(still))")
    guard isUndecided else { return parts.isEmpty ? "no difference" + summary : summary }
    let reason =
      comparison.after.problem?.what
      ?? (comparison.isNarrower
        ? "B ran fewer cases or checks" : comparison.after.undecidedReasons.first?.reason ?? "")
    return "B is not comparable with A" + (reason.isEmpty ? "" : ": \(reason.printable)")
      + (parts.isEmpty ? "" : "; \(summary)")
  }

  /// The report for a terminal.
  public func text(style: TextStyle) -> String {
    let headings = [("A", comparison.before), ("B", comparison.after)].map { name, record in
      style.wrapped(record.name, indent: "\(name)  ", hanging: "   ")
    }
    let changed = changes.map { drift in
      style.coloured("CHANGED", .yellow) + "     "
        + style.bold(drift.title)
        + drift.lines.map {
          "\n" + style.wrapped("\($0.label) \($0.text)", indent: "            ")
        }.joined()
    }
    let remarks = drift.remarks.map { style.wrapped($0, indent: "") }
    return
      ([headings.joined(separator: "\n")]
      + rows.map { comparison.text($0, style: style) } + changed + remarks + [summary])
      .joined(separator: "\n\n") + "\n"
  }

  /// The report in GitHub's Markdown.
  public var markdown: String {
    let headings = [("A", comparison.before), ("B", comparison.after)].map { name, record in
      "- **\(name)** \(record.name.inline)"
    }
    let findings = rows.map { row in
      "| \(row.kind.word) | \(row.check.code) | \(row.cases.abbreviated(limit: 3).inline) | \(row.remark.inline) |"
    }
    let changed = changes.map { drift in
      "| \(drift.title.inline) | \(drift.was.joined(separator: ", ").inline) "
        + "| \(drift.now.map(\.value).joined(separator: ", ").inline) |"
    }
    let parts = [
      "## \(summary)", headings.joined(separator: "\n"),
      findings.isEmpty
        ? ""
        : (["|  | Check | Where |  |", "|---|---|---|---|"] + findings).joined(separator: "\n"),
      changed.isEmpty
        ? ""
        : (["| Endpoint | A | B |", "|---|---|---|"] + changed).joined(separator: "\n"),
      drift.remarks.map { "- \($0.inline)" }.joined(separator: "\n"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

extension RunRecord {
  /// The properties that distinguish a run.
  fileprivate var name: String {
    [
      setup.endpoint, setup.model.map { "model \($0)" },
      observed.fingerprints.first.map {
        "fingerprint \($0)" + (observed.fingerprints.count > 1 ? " and others" : "")
      },
      setup.started, "\(verdict): \(tally)",
    ].compactMap(\.self).joined(separator: ", ")
  }
}
