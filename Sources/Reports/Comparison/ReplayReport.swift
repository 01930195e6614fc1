public import Harness
internal import Transcripts

/// The findings of a stored run after its requests were sent again.
public struct ReplayReport {
  private let comparison: RunComparison

  /// Compares a new record with the stored one.
  public init(of kept: RunRecord, against fresh: RunRecord) {
    comparison = RunComparison(kept, fresh)
  }

  /// Whether a change of this kind counts.
  public func has(_ fate: Fate) -> Bool {
    comparison.rows.contains { $0.fate == fate && $0.counts }
  }

  /// The report for a terminal, remaining failures first.
  public func text(style: TextStyle) -> String {
    let fresh = comparison.after
    let tally = comparison.tally(of: Fate.allCases)
    let isOpen = fresh.outcome == .undecided
    let why = fresh.problem?.what ?? fresh.doubts.first?.reason ?? fresh.unclearLine
    let open = "not judged: \(why ?? "nothing was answered")"
    let summary = [
      tally.isEmpty && !isOpen ? "nothing fails, as before" : tally, isOpen ? open.printable : "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    let lines = comparison.rows.map { comparison.text($0, style: style) }
    return (lines + ["\(summary)  (\(fresh.endpoint.printable))\n\(fresh.cost)"])
      .joined(separator: "\n\n") + "\n"
  }
}
