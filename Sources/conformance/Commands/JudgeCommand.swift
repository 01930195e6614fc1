import Harness
import Reports

extension Command {
  /// Judges a stored run again.
  static let judge = Command(
    .judge,
    summary: "Judge a stored run again with the current checks, offline.",
    details:
      "RUN is the folder of a run, such as reports/latest, or its run.json. It is not changed.",
    operands: ["RUN"],
    options: Suites.options + GateRequest.options + RunOutput.options
  ) { arguments in
    let rejudge = try Rejudge(of: RunFolder.opened(at: arguments.operand()))
    // The files are tested before the suites compile, which takes longer.
    let output = try RunOutput(arguments, of: rejudge.folder)
    let suites = try await Suites(arguments, for: .most)
    let gate = try GateRequest.gate(arguments, suites: suites)
    let record = try await suites.judge(again: rejudge, gate: gate)
    return output.deliver(StoredRun(record, in: rejudge.folder), keptIn: nil)
  }
}
