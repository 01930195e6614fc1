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
      return try tell(Array(zip(arguments.operands, runs)), arguments)
    }
    let merger = try Merger(of: runs)
    let reports = try ReportsFolder.checked(arguments)
    let output = try RunOutput(arguments, keeping: runs.map(\.folder))
    let suites = try await Suites(arguments)
    let gate = try GateRequest.gate(arguments, suites: suites)
    let whole = try merger.together(below: reports)
    let record = try await suites.judge(again: whole, gate: gate)
    try whole.folder.save(record)
    whole.folder.becomeLatest()
    return output.deliver(StoredRun(record, in: whole.folder), keptIn: whole.folder.path)
  }

  /// Tells many endpoints side by side, in the forms that can.
  private static func tell(
    _ runs: [(name: String, run: (folder: RunFolder, record: RunRecord))], _ arguments: Arguments
  ) throws -> ExitCode {
    let options = GateRequest.options + RunOutput.options
    let given = options.map(\.name).filter { $0 != "markdown" && arguments.has($0) }
    guard given.isEmpty else {
      throw UsageError(
        "\(given.map { "--\($0)" }.joined(separator: ", ")) is for shards of one run, and these are"
          + " runs of their own: they are told side by side, as text or with --markdown FILE")
    }
    let report = FleetReport(runs.map { FleetReport.Entry($0.name, $0.run.record, isKept: true) })
    try OutputFile.tell(
      report.text(style: Console.style(.usual)), markdown: report.markdown,
      in: arguments.value("markdown"), of: runs.map(\.run.folder))
    return runs.map { ExitCode($0.run.record) }.min { $0.severity > $1.severity } ?? .undecided
  }
}
