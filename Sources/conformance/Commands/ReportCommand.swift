import Harness
import Reports

extension Command {
  /// Renders a stored run.
  static let report = Command(
    name: "report",
    summary: "Render reports of a stored run, without sending or judging anything.",
    details: """
      RUN is the folder of a run, such as reports/latest, or its run.json. The exit code is that of the
      run: 0 if it was conformant, 1 if not, 3 if it was undecided, 4 if it drifted. FILE `-` is standard
      output; that report then replaces the text.
      """,
    operands: ["RUN"],
    options: RunOutput.options
  ) { arguments in
    // The record is read first, because a report may overwrite it.
    let (folder, record) = try RunFolder.opened(at: try arguments.operand())
    let output = try RunOutput(arguments, of: folder)
    return output.deliver(StoredRun(record, in: folder), keptIn: nil)
  }
}
