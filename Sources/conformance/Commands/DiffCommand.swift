import Harness
import Reports

extension Command {
  /// Puts two kept runs side by side.
  static let diff = Command(
    name: "diff",
    summary: "Put two kept runs side by side.",
    details: """
      A and B are folders of runs, or their run.json: the earlier and the later one. It tells what newly
      fails, what is fixed and what changed of the endpoint, and ends with 1 where something newly fails
      that counts, with 3 where B could not be judged as A was.
      """,
    operands: ["A", "B"],
    options: [
      .value(
        "markdown", "FILE", "Write Markdown, for a release note or a pull request (- prints it).")
    ]
  ) { arguments in
    guard let first = arguments.operand(at: 0), let second = arguments.operand(at: 1) else {
      throw UsageError("`conformance diff` wants two runs: diff reports/A reports/B")
    }
    let (before, after) = (try RunFolder.opened(at: first), try RunFolder.opened(at: second))
    let report = DiffReport(before.record, after.record)
    try OutputFile.tell(
      report.text(style: Console.style(.usual)), markdown: report.markdown,
      in: arguments.value("markdown"), of: [before.folder, after.folder])
    if report.isWorse { return .notConformant }
    return report.isUndecided ? .undecided : .conformant
  }
}
