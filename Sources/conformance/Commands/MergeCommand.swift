import Harness
import Reports

extension Command {
  /// Puts runs together.
  static let merge = Command(
    name: "merge",
    summary: "Put shards together, or many endpoints side by side.",
    details: """
      RUN… are folders of runs. Where all are shards of one run (run --shard 1/4 … 4/4), they become one
      run, kept and judged as a whole. Runs of several endpoints are told side by side, a line for each;
      it ends with the worst of what each would end with.
      """,
    operands: ["RUN…"],
    options: [Suites.option, ReportsFolder.option] + GateRequest.options + RunOutput.options
  ) { arguments in
    _ = try arguments.operand()
    var runs: [(folder: RunFolder, record: RunRecord)] = []
    for path in arguments.operands { runs.append(try RunFolder.opened(at: path)) }
    guard runs.contains(where: { $0.record.shard != nil }) else {
      return try fleet(runs.map { ($0.folder.path, $0.record) }, arguments)
    }
    let merger = try Merger(of: runs)
    let reports = try ReportsFolder.checked(arguments)
    let output = try RunOutput(arguments)
    let suites = try await Suites(arguments)
    let gate = try GateRequest.gate(arguments, suites: suites)
    let whole = try merger.together(below: reports)
    let checks = try whole.checks(of: suites.catalogue)
    let judge = Judge(checks, worker: suites.checks)
    let problems = await suites.problems(of: checks, in: judge)
    if !problems.isEmpty { throw SuiteProblems(problems: problems) }
    let record = await whole.run(
      checks, judge: judge, identity: IdentityReader(worker: suites.checks), gate: gate)
    try whole.folder.save(record)
    whole.folder.becomeLatest()
    return output.deliver(KeptRun(record, in: whole.folder), keptIn: whole.folder.path)
  }

  /// Tells many endpoints side by side, in the forms that can.
  static func fleet(_ runs: [(name: String, record: RunRecord)], _ arguments: Arguments) throws
    -> ExitCode
  {
    let report = FleetReport(runs)
    try OutputFile.tell(
      report.text(style: Console.style(.usual)), markdown: report.markdown,
      in: arguments.value("markdown"))
    return runs.map { ExitCode($0.record) }.min { $0.gravity > $1.gravity } ?? .undecided
  }
}
