import Harness

extension Command {
  /// Writes a pin of a good run, or compares a run with a pin.
  static let pin = Command(
    name: "pin",
    summary: "Pin a good run in a file, or compare a run with a pin.",
    details: """
      pin write FILE [RUN]   Write FILE from a good run.
      pin check FILE [RUN]   Compare a run with FILE and report drift.

      RUN is the folder of a run (default: reports/latest). A pin contains the identity of the endpoint
      (fingerprints, version, models, context length, …), the verdict of each check, and timings, which
      are reported but never affect the result. Commit the file; `conformance --pin FILE` compares each
      run with it. The exit code of `check` is 0 if there is no drift, 3 if the run cannot be compared,
      and 4 if there is drift.
      """,
    operands: ["write|check", "FILE", "[RUN]"],
    options: [
      .flag("force", "Write FILE even if the run is not conformant or FILE is not a pin."),
      GateRequest.drift, GateRequest.parallelism,
    ]
  ) { arguments in
    guard let action = arguments.operand(at: 0), let file = arguments.operand(at: 1) else {
      throw UsageError("`conformance pin` requires an action and a file: pin write pin.json")
    }
    guard ["write", "check"].contains(action) else {
      throw UsageError("unknown action `\(action)` of `conformance pin`; it must be write or check")
    }
    let run = try RunFolder.opened(at: arguments.operand(at: 2) ?? "reports/latest")
    if action == "write" {
      return try PinUpdate(of: file, from: run, isForced: arguments.has("force")).perform()
    }
    return try PinCheck(of: run, against: file, arguments).perform()
  }
}
