import Harness
import JSONText
import Reports

/// Adds the failures of a run to a file of known failures.
struct KnownFailuresUpdate {
  private let record: RunRecord
  /// The last day of the new lines.
  private let until: String
  /// The reason in the new lines; nil for the finding.
  private let reason: String?
  private let output: OutputFile

  /// Validates the run and the date.
  init(of file: String, from record: RunRecord, until: String?, reason: String?)
    throws(UsageError)
  {
    if let problem = record.problem {
      throw UsageError("the endpoint could not be judged in this run: \(problem.what)")
    }
    let until = until ?? Timestamp().later(days: 90).day
    guard Timestamp(day: until) != nil else {
      throw UsageError("--until is `\(until)`; it must be a date such as 2026-12-31")
    }
    (self.record, self.until, self.reason) = (record, until, reason)
    output = OutputFile(file)
  }

  /// Writes the file, and prints the number of new lines.
  func perform() throws -> ExitCode {
    let started = record.started.printable
    let contents = try output.contents().map { String(decoding: $0, as: UTF8.self) } ?? ""
    let old = contents.isEmpty ? nil : try KnownFailures(file: output.name)
    // Findings contain text that the endpoint wrote.
    let lines = KnownFailures.lines(for: record, besides: old, until: until, reason: reason)
      .map(\.printable)
    guard !lines.isEmpty else {
      Console.print(
        "the run of \(started) has no failures that count"
          + (old == nil ? "\n" : " and are not in \(output.name)\n"))
      return .conformant
    }
    let separator = contents.isEmpty || contents.hasSuffix("\n") ? "" : "\n"
    // Appended, so that the comments and the order of the file stay.
    try output.write(
      contents + separator + "# from the run of \(started): add the reasons and links\n"
        + lines.map { $0 + "\n" }.joined())
    Console.print("\(output.name): \(lines.count) new line\(lines.count == 1 ? "" : "s")\n")
    return .conformant
  }
}
