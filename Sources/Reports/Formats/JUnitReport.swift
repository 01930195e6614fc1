internal import Harness
internal import JSONText
internal import Transcripts

/// A run as JUnit XML, in the dialect on which all readers and both schemas agree: a suite for each
/// topic and a test case for each check, with stable names.
func junitReport(_ run: StoredRun) -> String {
  JUnitReport(run: run).document
}

private struct JUnitReport {
  let run: StoredRun

  var document: String {
    let suites = run.suites.enumerated().map { number, suite in element(suite, number) }
    return XML("testsuites", [], suites).document
  }

  private func element(_ suite: ReportSuite, _ number: Int) -> XML {
    func count(_ outcome: ReportSuite.Outcome) -> String {
      String(suite.tests.count { $0.outcome == outcome })
    }
    return XML(
      "testsuite",
      [
        ("name", suite.name), ("package", "conformance"), ("id", String(number)),
        ("tests", String(suite.tests.count)), ("failures", count(.failed)),
        ("errors", count(.undecided)), ("skipped", String(suite.tests.count(where: \.isSkipped))),
        ("time", suite.seconds),
        // The schema of Ant has no time zone.
        ("timestamp", String(run.record.started.prefix { $0 != "Z" })), ("hostname", "localhost"),
      ],
      [XML("properties", [], run.identity.map { XML("property", [("name", $0), ("value", $1)]) })]
        + suite.tests.map { element($0, in: suite) }
        + [
          XML(
            "system-out",
            text: [
              number == 0 ? run.record.lead?.text.printable : nil,
              run.folder.map { "kept in \($0)" },
            ]
            .compactMap(\.self).joined(separator: "\n")), XML("system-err"),
        ])
  }

  private func element(_ test: ReportSuite.Test, in suite: ReportSuite) -> XML {
    let verdict: [XML] =
      switch test.outcome {
      case .passed: []
      case .failed:
        [
          XML(
            "failure", [("message", test.remark), ("type", test.type)], text: test.details)
        ]
      case .undecided:
        [XML("error", [("message", test.remark), ("type", "not-judged")], text: test.details)]
      // JUnit has no other outcome for a failure that does not count.
      case .skipped, .known, .flaky: [XML("skipped", [("message", test.remark)])]
      }
    return XML(
      "testcase",
      [("name", test.name), ("classname", "conformance.\(suite.name)"), ("time", suite.seconds)],
      verdict)
  }
}
