import Harness

extension Command {
  /// Judges a kept run again.
  static let judge = Command(
    name: "judge",
    summary: "Judge a kept run again, offline, with the checks as they are now.",
    details:
      "RUN is the folder of a run, such as reports/latest, or its run.json; it is left as it is.",
    operands: ["RUN"],
    options: [
      Suites.option,
      .value("json", "FILE", "Write the run record there too; - is standard output, alone."),
      .flag("quiet", "Print the verdict and what is wrong, nothing else."),
      .flag("verbose", "Print every check of every exchange."),
    ]
  ) { arguments in
    let path = try arguments.operand()
    let output = try RunOutput(arguments)
    let rejudgement = try Rejudgement(of: path)
    let suites = try await Suites(arguments)
    let checks = try rejudgement.checks(of: suites.catalogue)
    let judge = Judge(checks, worker: suites.checks)
    let problems = await suites.problems(of: checks, in: judge)
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    return output.deliver(
      await rejudgement.run(checks, judge: judge), keptIn: nil)
  }
}
