import Harness
import Reports

extension Command {
  /// Judges a kept run again.
  static let judge = Command(
    name: "judge",
    summary: "Judge a kept run again, offline, with the checks as they are now.",
    details:
      "RUN is the folder of a run, such as reports/latest, or its run.json; it is left as it is.",
    operands: ["RUN"],
    options: [Suites.option] + GateRequest.options + RunOutput.options
  ) { arguments in
    let rejudgement = try Rejudgement(of: RunFolder.opened(at: arguments.operand()))
    let output = try RunOutput(arguments, of: rejudgement.folder)
    let suites = try await Suites(arguments)
    let gate = try GateRequest.gate(arguments, suites: suites)
    let record = try await suites.judge(again: rejudgement, gate: gate)
    return output.deliver(StoredRun(record, in: rejudgement.folder), keptIn: nil)
  }
}
