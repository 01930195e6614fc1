import Harness
import Reports

extension Command {
  /// Merges shards, or summarizes the runs of several endpoints.
  static let merge = Command(
    .merge,
    summary: "Merge the shards of a run, or summarize runs of several endpoints.",
    details: """
      RUN… are folders of runs. If they are the shards of one run (run --shard 1/4 to 4/4), they become
      one run, which is stored and judged again. Runs of several endpoints are summarized in a table
      with one line each; the exit code is then the most severe exit code of all runs.
      """,
    operands: ["RUN…"],
    options: Suites.options + [ReportsFolder.option] + GateRequest.options + RunOutput.options
  ) { arguments in
    // At least one run is required.
    _ = try arguments.operand()
    var runs: [(folder: RunFolder, record: RunRecord)] = []
    for path in arguments.operands { runs.append(try RunFolder.opened(at: path)) }
    // Without shards, these are runs of several endpoints.
    guard runs.contains(where: { $0.record.shard != nil }) else {
      return try FleetSummary(Array(zip(arguments.operands, runs)), arguments).deliver()
    }
    let merge = try Merge(of: runs)
    let reports = try ReportsFolder.checked(arguments)
    let output = try RunOutput(arguments, preserving: runs.map(\.folder))
    let suites = try await Suites(arguments, for: .most)
    let gate = try GateRequest.gate(arguments, suites: suites)
    let merged = try merge.merged(below: reports)
    let record = try await suites.judge(again: merged, gate: gate)
    try merged.folder.save(record)
    merged.folder.becomeLatest()
    return output.deliver(StoredRun(record, in: merged.folder), keptIn: merged.folder.path)
  }
}
