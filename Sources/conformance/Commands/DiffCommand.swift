import Harness
import Reports

extension Command {
  /// Compares two stored runs.
  static let diff = Command(
    .diff,
    summary: "Compare two stored runs.",
    details: """
      A is the earlier and B the later run: the folder of a run, or its run.json. The report shows new
      failures, fixed failures and changes of the endpoint. The exit code is 0 if nothing is worse, 1 if
      a new failure counts, and 3 if B could not be judged as completely as A.
      """,
    operands: ["A", "B"],
    options: [
      .value(
        "markdown", "FILE",
        "Write the report as Markdown, e.g. for a pull request (-: standard output).")
    ]
  ) { arguments in
    guard let first = arguments.operand(at: 0), let second = arguments.operand(at: 1) else {
      throw UsageError("`conformance diff` requires two runs, e.g. diff reports/A reports/B")
    }
    let (before, after) = (try RunFolder.opened(at: first), try RunFolder.opened(at: second))
    let report = DiffReport(before.record, after.record)
    try OutputFile.deliver(
      report.text(style: Console.style(.usual)), markdown: report.markdown,
      to: arguments.value("markdown"), of: [before.folder, after.folder])
    // A new failure is certain, even if something else could not be judged.
    if report.isWorse { return .notConformant }
    return report.isUndecided ? .undecided : .conformant
  }
}
