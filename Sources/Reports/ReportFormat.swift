internal import Harness
internal import JSONText
internal import Transcripts

/// A format of a run's report, in addition to the text for terminals.
public enum ReportFormat: String, CaseIterable, Sendable {
  case json, junit, html, markdown, annotations, ctrf, har, tap

  /// The use of the format.
  public var purpose: String {
    switch self {
    case .json: "the run record, for scripts"
    case .junit: "JUnit XML, for GitLab, Jenkins, GitHub Actions, Azure and Buildkite"
    case .html: "one HTML page with the evidence, for a browser"
    case .markdown: "Markdown, for GitHub's step summaries and pull requests"
    case .annotations: "workflow commands of GitHub Actions, which become annotations"
    case .ctrf: "Common Test Report Format, JSON for test dashboards"
    case .har: "HTTP Archive 1.2 of the exchanges, for a browser's developer tools"
    case .tap: "Test Anything Protocol, version 13"
    }
  }

  /// The report of a run in this format.
  public func render(_ run: StoredRun) -> String {
    switch self {
    case .json: String(decoding: run.record.json.bytes(pretty: true), as: UTF8.self) + "\n"
    case .junit: junitReport(run)
    case .html: htmlReport(run)
    case .markdown: markdownReport(run)
    case .annotations: annotationsReport(run)
    case .ctrf: ctrfReport(run)
    case .har: harReport(run)
    case .tap: tapReport(run)
    }
  }
}
