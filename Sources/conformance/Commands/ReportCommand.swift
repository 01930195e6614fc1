import Harness
import Reports

extension Command {
  /// Renders a kept run.
  static let report = Command(
    name: "report",
    summary: "Report a kept run again, in any form; nothing is sent and nothing judged.",
    details: """
      RUN is the folder of a run, such as reports/latest, or its run.json. It ends as the run did: with
      0 where it was conformant, 1 where it was not, 3 where that could not be told.
      """,
    operands: ["RUN"],
    options: RunOutput.options
  ) { arguments in
    // Read first: a report may take the place of what it is made from.
    let (folder, record) = try RunFolder.opened(at: try arguments.operand())
    let output = try RunOutput(arguments, of: folder)
    return output.deliver(StoredRun(record, in: folder), keptIn: nil)
  }
}
