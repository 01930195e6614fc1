import JSONText
import Harness
import Reports

extension Command {
  /// Remembers what a good run was like, and compares later ones.
  static let pin = Command(
    name: "pin",
    summary: "Remember a good run in a file; hold others against it.",
    details: """
      pin write FILE [RUN]   write FILE from a run that was good
      pin check FILE [RUN]   name what is not as FILE has it

      RUN is the folder of a run (reports/latest). A pin holds what identifies the runtime (fingerprints
      and their parts, version, models, context length, …), what each check came to, and times, which are
      told and never count. It is made to be committed: `conformance --pin FILE` holds each run against
      it. `check` ends with 0 where nothing drifted, with 4 where something did.
      """,
    operands: ["write|check", "FILE", "[RUN]"],
    options: [
      .flag("force", "Write it even from a run that was not conformant, or over what is no pin."),
      GateRequest.drift, GateRequest.topology,
    ]
  ) { arguments in
    guard let action = arguments.operand(at: 0), let file = arguments.operand(at: 1) else {
      throw UsageError("`conformance pin` wants what to do and a file: pin write pin.json")
    }
    guard ["write", "check"].contains(action) else {
      throw UsageError("`conformance pin \(action)` is unknown; it is write or check")
    }
    let (folder, record) = try RunFolder.opened(at: arguments.operand(at: 2) ?? "reports/latest")
    guard record.replays == nil else {
      throw UsageError(
        "\(folder.path.printable) keeps what was sent again of another run, which asks nothing of what the"
          + " endpoint is: a pin is of a run of its own")
    }
    switch action {
    case "write": return try write(file, record, arguments)
    default:
      var gate = try GateRequest.gate(arguments, suites: nil)
      gate.pin = (file, try Pin(file: file))
      let compared = gate.evaluate(record)
      Console.print(pinReport(StoredRun(compared, in: folder), style: Console.style(.usual)))
      if compared.pinned?.isDrifted == true { return .drifted }
      let isJudged = compared.ending == .complete && compared.pinned?.isUndecided == false
      return isJudged ? .conformant : .undecided
    }
  }

  private static func write(_ file: String, _ record: RunRecord, _ arguments: Arguments) throws
    -> ExitCode
  {
    if let shard = record.shard {
      throw UsageError(
        "the run of \(record.started.printable) is a part of one, \(shard): `conformance merge` puts"
          + " the parts together, and a pin is written from the whole")
    }
    if let problem = record.identity.problem, !arguments.has("force") {
      throw UsageError(
        "the run of \(record.started.printable) does not tell what the endpoint is: \(problem.printable)"
      )
    }
    let isGood = record.outcome == .conformant || record.outcome == .drifted
    guard isGood || arguments.has("force") else {
      throw UsageError(
        "the run of \(record.started.printable) is not one to remember: it is \(record.outcome.rawValue)\n"
          + "  --known FILE lets a run pass with what is known to fail; --force writes the pin anyway"
      )
    }
    let pin = Pin(of: record)
    // What is no pin was hardly meant.
    let output = OutputFile(file)
    let isNew = try output.contents()?.isEmpty ?? true
    let old = isNew ? nil : arguments.has("force") ? try? Pin(file: file) : try Pin(file: file)
    try output.write(pin.text)
    if let old {
      var gate = Gate()
      gate.pin = (file, old)
      Console.print(
        pinReport(StoredRun(gate.evaluate(record)), style: Console.style(.usual), isRenewed: true))
    }
    Console.print("\(file) holds what the run of \(record.started.printable) was like\n")
    return .conformant
  }
}
