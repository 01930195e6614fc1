import JSONText
import Harness
import Reports

extension Command {
  /// Writes down what is known to fail.
  static let known = Command(
    name: "known",
    summary: "Write down what may fail, with a reason and a date.",
    details: """
      known write FILE [RUN]   add to FILE what fails in a run (reports/latest), or make it

      The file has a line for each:
        CHECK [CASE] [sometimes] [unjudged] [when server=vllm version<0.24 model=qwen* …]: REASON[, LINK][, until DATE]
      CHECK and CASE may hold `*`. What it names must fail: a line whose failure is gone, or whose date is
      past, is stale and fails the run; `sometimes` lets it pass too. Conditions are about server,
      version, model, endpoint and profile; where it cannot be told whether one holds, the run is
      undecided. Reports show such failures as known, never as green.
      """,
    operands: ["write", "FILE", "[RUN]"],
    options: [
      .value("until", "DATE", "The last day on which it may fail (90 days from now)."),
      .value("reason", "TEXT", "Why it may fail, in place of what was found."),
    ]
  ) { arguments in
    guard arguments.operand(at: 0) == "write", let file = arguments.operand(at: 1) else {
      throw UsageError("`conformance known` wants what to do and a file: known write known.txt")
    }
    let record = try RunFolder.opened(at: arguments.operand(at: 2) ?? "reports/latest").record
    if let problem = record.problem {
      throw UsageError("the run could not be judged, so nothing is known of it: \(problem.what)")
    }
    let until = arguments.value("until") ?? Timestamp().later(days: 90).day
    guard Timestamp(day: until) != nil else {
      throw UsageError("--until is `\(until)`; it takes a date such as 2026-12-31")
    }
    let output = OutputFile(file)
    let kept = try output.contents().map { String(decoding: $0, as: UTF8.self) } ?? ""
    let old = kept.isEmpty ? nil : try KnownFailures(file: file)
    let lines = KnownFailures.lines(
      for: record, besides: old, until: until, reason: arguments.value("reason")
    ).map(\.printable)
    guard !lines.isEmpty else {
      Console.print(
        "nothing that counts fails in the run of \(record.started.printable)"
          + (old == nil ? "\n" : " that \(file) does not name\n"))
      return .conformant
    }
    let text =
      (kept.isEmpty || kept.hasSuffix("\n") ? kept : kept + "\n")
      + "# from the run of \(record.started.printable): say why, and where it is followed up\n"
      + lines.map { $0 + "\n" }.joined()
    try output.write(text)
    Console.print("\(file) has \(lines.count) new line\(lines.count == 1 ? "" : "s")\n")
    return .conformant
  }
}
