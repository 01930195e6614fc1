internal import Harness
internal import JSONText
internal import Transcripts

/// A run as TAP version 13, a test point for each check.
func tapReport(_ run: StoredRun) -> String {
  let tests = run.suites.flatMap(\.tests)
  var lines = ["TAP version 13", "1..\(tests.count)"]
  if let lead = run.record.lead { lines.append("# \(lead.text.printable)") }
  lines += run.identity.map { "# \($0.name): \($0.value)" }
  for (number, test) in tests.enumerated() {
    let isOK = [.passed, .skipped, .flaky].contains(test.outcome)
    let directive =
      switch test.outcome {
      case .skipped, .flaky: " # SKIP \(test.remark.escapedForTAP)"
      // TAP's directive for a test that is expected to fail.
      case .known: " # TODO \(test.remark.escapedForTAP)"
      case .passed, .failed, .undecided: ""
      }
    lines.append("\(isOK ? "ok" : "not ok") \(number + 1) - \(test.name.escapedForTAP)\(directive)")
    guard !isOK else { continue }
    // A JSON string is also a valid YAML string.
    lines += [
      "  ---", "  message: \(JSON.string(test.remark).text)", "  severity: fail",
      "  details: \(JSON.string(test.details).text)", "  ...",
    ]
  }
  return lines.joined(separator: "\n") + "\n"
}

extension String {
  /// The text with the characters of directives escaped.
  fileprivate var escapedForTAP: String {
    replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }
}
