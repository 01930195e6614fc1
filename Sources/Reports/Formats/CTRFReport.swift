internal import Harness
internal import JSONText
internal import Transcripts

/// A run in the Common Test Report Format 1.0, one test for each check.
func ctrfReport(_ run: StoredRun) -> String {
  let suites = run.suites
  let tests = suites.flatMap(\.tests)
  func count(_ status: String) -> JSON { JSON(tests.count { $0.outcome.ctrfStatus == status }) }
  let began = run.record.startedMilliseconds
  let report: JSON = [
    "reportFormat": "CTRF",
    "specVersion": "1.0.0",
    "results": [
      "tool": [
        "name": "conformance", "version": run.record.harness["version"] ?? "unknown",
      ],
      "summary": [
        "tests": JSON(tests.count), "passed": count("passed"), "failed": count("failed"),
        "skipped": count("skipped"), "pending": 0, "other": count("other"),
        "suites": JSON(suites.count), "start": JSON(began.whole),
        "stop": JSON((began + run.record.elapsedMilliseconds).whole),
      ],
      "tests": .array(suites.flatMap { suite in suite.tests.map { $0.ctrf(in: suite) } }),
      "environment": [
        "appName": .string((run.record.model ?? "").printable),
        "appVersion": .string(run.record.fingerprints.joined(separator: ", ").printable),
        "testEnvironment": .string(run.record.endpoint.printable),
        "extra": .object(
          [JSON.Member("lead", .string(run.record.lead?.text.printable ?? ""))]
            + run.identity.map { JSON.Member($0.name, .string($0.value)) }),
      ],
    ],
  ]
  return String(decoding: report.bytes(pretty: true), as: UTF8.self) + "\n"
}

extension ReportSuite.Outcome {
  fileprivate var ctrfStatus: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    // CTRF has no status for a test without a verdict.
    case .undecided, .flaky: "other"
    case .skipped, .known: "skipped"
    }
  }
}

extension ReportSuite.Test {
  fileprivate func ctrf(in suite: ReportSuite) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("name", .string(name)),
      JSON.Member("status", .string(outcome.ctrfStatus)),
      JSON.Member("rawStatus", .string(status)),
      JSON.Member("duration", 0),
      JSON.Member("flaky", .bool(outcome == .flaky)),
      JSON.Member("suite", [.string(suite.name)]),
      JSON.Member("type", "conformance"),
      JSON.Member("tags", .array(type.split(separator: ", ").map { .string(String($0)) })),
    ]
    if !remark.isEmpty { members.append(JSON.Member("message", .string(remark))) }
    if !details.isEmpty { members.append(JSON.Member("trace", .string(details))) }
    return .object(members)
  }
}
