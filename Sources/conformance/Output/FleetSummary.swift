import Harness
import Reports

/// A summary of stored runs of several endpoints.
struct FleetSummary {
  private let runs: [(name: String, run: (folder: RunFolder, record: RunRecord))]
  private let markdown: String?

  /// Takes runs with names, and refuses options that apply only to a single run.
  init(
    _ runs: [(name: String, run: (folder: RunFolder, record: RunRecord))], _ arguments: Arguments
  ) throws(UsageError) {
    let unsupported = (GateRequest.options + RunOutput.options).map(\.name)
      .filter { $0 != "markdown" && arguments.has($0) }
    guard unsupported.isEmpty else {
      throw UsageError(
        "\(unsupported.map { "--\($0)" }.joined(separator: ", ")): only for the shards of one run; runs of"
          + " several endpoints are summarized as text, or with --markdown FILE")
    }
    self.runs = runs
    markdown = arguments.value("markdown")
  }

  /// Prints the summary or writes it as Markdown; returns the most severe exit code.
  func deliver() throws -> ExitCode {
    let report = FleetReport(runs.map { FleetReport.Entry($0.name, $0.run.record, isKept: true) })
    try OutputFile.deliver(
      report.text(style: Console.style(.usual)), markdown: report.markdown, to: markdown,
      of: runs.map(\.run.folder))
    return runs.map { ExitCode($0.run.record) }.max { $0.severity < $1.severity } ?? .undecided
  }
}
