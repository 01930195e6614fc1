public import Harness
internal import Transcripts

/// The differences between two runs, for example before an upgrade.
public struct DiffReport {
  private let comparison: RunComparison
  private let drift: PinVerdict

  private static let shown: [Fate] = [.newlyFails, .notJudged, .fixed]

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
    comparison.rows.contains { $0.fate == .newlyFails && $0.counts }
  }

  private var rows: [RunComparison.Row] {
    comparison.rows.filter { Self.shown.contains($0.fate) }
  }

  /// The changes of the endpoint itself.
  private var traits: [Drift] {
    drift.drifts.filter { ![.newlyFails, .newlyPasses].contains($0.change) }
  }

  private var summary: String {
    let parts = [
      comparison.tally(of: Self.shown), traits.isEmpty ? "" : "\(traits.count) changed",
    ].filter { !$0.isEmpty }
    let still = comparison.tally(of: [.stillFails])
    let changes = parts.joined(separator: ", ") + (still.isEmpty ? "" : " (\(still))")
    guard isUndecided else { return parts.isEmpty ? "no difference" + changes : changes }
    let why =
      comparison.after.problem?.what
      ?? (comparison.isNarrower
        ? "it was asked less" : comparison.after.doubts.first?.reason ?? "")
    return "B was not judged as A was" + (why.isEmpty ? "" : ": \(why.printable)")
      + (parts.isEmpty ? "" : "; \(changes)")
  }

  /// The report for a terminal.
  public func text(style: TextStyle) -> String {
    let heads = [("A", comparison.before), ("B", comparison.after)].map { name, record in
      style.wrapped(record.name, indent: "\(name)  ", hanging: "   ")
    }
    let changes = traits.map { drift in
      style.coloured("CHANGED", .yellow) + "     "
        + style.bold(drift.title)
        + drift.lines.map {
          "\n" + style.wrapped("\($0.label) \($0.text)", indent: "            ")
        }.joined()
    }
    let remarks = drift.remarks.map { style.wrapped($0, indent: "") }
    return
      ([heads.joined(separator: "\n")]
      + rows.map { comparison.text($0, style: style) } + changes + remarks + [summary])
      .joined(separator: "\n\n") + "\n"
  }

  /// The report in GitHub's Markdown.
  public var markdown: String {
    let heads = [("A", comparison.before), ("B", comparison.after)].map { name, record in
      "- **\(name)** \(record.name.inline)"
    }
    let findings = rows.map { row in
      "| \(row.fate.word) | \(row.check.code) | \(row.cases.few(upTo: 3).inline) | \(row.remark.inline) |"
    }
    let changes = traits.map { drift in
      "| \(drift.title.inline) | \(drift.was.joined(separator: ", ").inline) "
        + "| \(drift.now.map(\.value).joined(separator: ", ").inline) |"
    }
    let parts = [
      "## \(summary)", heads.joined(separator: "\n"),
      findings.isEmpty
        ? ""
        : (["|  | Check | Where |  |", "|---|---|---|---|"] + findings).joined(separator: "\n"),
      changes.isEmpty
        ? ""
        : (["| Of the endpoint | A | B |", "|---|---|---|"] + changes).joined(separator: "\n"),
      drift.remarks.map { "- \($0.inline)" }.joined(separator: "\n"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

extension RunRecord {
  /// The properties that distinguish a run.
  fileprivate var name: String {
    [
      endpoint, model.map { "model \($0)" },
      fingerprints.first.map {
        "fingerprint \($0)" + (fingerprints.count > 1 ? " and others" : "")
      },
      started, "\(verdict): \(tally)",
    ].compactMap(\.self).joined(separator: ", ")
  }
}
