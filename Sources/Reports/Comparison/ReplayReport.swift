internal import JSONText
public import Harness
internal import Transcripts

/// The findings of a stored run after its requests were sent again.
public struct ReplayReport {
  private let comparison: RunComparison

  /// Compares a new record with the stored one.
  public init(of stored: RunRecord, against new: RunRecord) {
    comparison = RunComparison(stored, new)
  }

  /// Whether a change of this kind counts.
  public func has(_ kind: ChangeKind) -> Bool {
    comparison.rows.contains { $0.kind == kind && $0.counts }
  }

  /// The report for a terminal, remaining failures first.
  public func text(style: TextStyle) -> String {
    let new = comparison.after
    let tally = comparison.tally(of: ChangeKind.allCases)
    let isUndecided = new.outcome == .undecided
    let reason = new.problem?.what ?? new.undecidedReasons.first?.reason ?? new.unclearLine
    let undecided = "not judged: \(reason ?? "there was no response")"
    let summary = [
      tally.isEmpty && !isUndecided ? "no failures, as before" : tally,
      isUndecided ? undecided.printable : "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    let lines = comparison.rows.map { comparison.text($0, style: style) }
    return (lines + ["\(summary)  (\(new.endpoint.printable))\n\(new.cost)"])
      .joined(separator: "\n\n") + "\n"
  }
}
