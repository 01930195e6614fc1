internal import JSONText
internal import Harness
internal import Transcripts

extension StoredRun {
  /// The details of a check that did not pass as lines of text, for tools that show nothing else.
  func details(of conclusion: Conclusion) -> String {
    let lines =
      [conclusion.check.requirement] + conclusion.causes.flatMap(details)
      + conclusion.undecidedReasons.map { "not judged: \($0.reason) (\($0.place(limit: 6)))" }
      + ["more: conformance explain \(conclusion.check.id)"]
    return lines.map(\.printable).joined(separator: "\n")
  }

  private func details(of cause: Cause) -> [String] {
    let finding = cause.example.finding
    var lines = [
      "found: \(finding.message)", "where: \(record.place(of: cause.example))",
    ]
    if let saw = finding.saw, !saw.isEmpty { lines.append("saw: \(saw)") }
    if let count = record.frequency(of: cause, limit: 6) { lines.append("count: \(count)") }
    if let rate = record.rateWords(of: cause) { lines.append("rate: \(rate)") }
    if let known = record.knownWords(of: cause) { lines.append("known: \(known)") }
    lines += cause.breaks.map { "breaks: \($0)" } + cause.remedy.map { "fix: \($0)" }
    if !cause.seen.isEmpty { lines.append("reports: \(cause.seen.joined(separator: ", "))") }
    if let command = curl(of: cause.example.result)?.brief { lines.append("reproduce: \(command)") }
    return lines
  }

  /// The command that repeats the request of a result.
  func curl(of result: CheckResult) -> CurlCommand? {
    guard let name = result.transcript, let transcript = transcript(name) else { return nil }
    return CurlCommand(of: transcript, named: name, in: folder, key: record.keyVariable)
  }
}
