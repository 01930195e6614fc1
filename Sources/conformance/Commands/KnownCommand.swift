import Harness

extension Command {
  /// Writes known failures.
  static let known = Command(
    name: "known",
    summary: "Write the failures of a run to a file of known failures.",
    details: """
      known write FILE [RUN]   Create FILE from the failures of a run (default: reports/latest), or add
                               those that it does not contain.

      `conformance --known FILE` lets a run pass despite these failures. The file has one line for each:
        CHECK [CASE] [sometimes] [unjudged] [when server=vllm version<0.24 model=qwen* …]: REASON[, LINK][, until DATE]
      CHECK and CASE may contain `*`. A known failure must fail: if it passes, or its date has passed,
      the line is stale and fails the run. `sometimes` allows it to pass; `unjudged` means that the check
      is inconclusive. Conditions compare server, version, model, endpoint and profile. If it is unknown
      whether they match, and the outcome depends on it, the run is undecided. Reports show these
      failures as known, never as passed.
      """,
    operands: ["write", "FILE", "[RUN]"],
    options: [
      .value("until", "DATE", "The last day of the new lines (default: 90 days from now)."),
      .value("reason", "TEXT", "The reason in the new lines (default: the finding)."),
    ]
  ) { arguments in
    guard arguments.operand(at: 0) == "write", let file = arguments.operand(at: 1) else {
      throw UsageError("`conformance known` requires an action and a file: known write known.txt")
    }
    let record = try RunFolder.opened(at: arguments.operand(at: 2) ?? "reports/latest").record
    return try KnownFailuresUpdate(
      of: file, from: record, until: arguments.value("until"), reason: arguments.value("reason")
    ).perform()
  }
}
