import Harness
import JSONText
import Reports

/// Writes a pin from a stored run.
struct PinUpdate {
  private let record: RunRecord
  private let isForced: Bool
  private let output: OutputFile

  /// Refuses a run that is not suitable for a pin.
  init(of file: String, from run: (folder: RunFolder, record: RunRecord), isForced: Bool)
    throws(UsageError)
  {
    try refuseReplay(run)
    let record = run.record
    let name = "the run of \(record.started.printable)"
    if let shard = record.shard {
      throw UsageError("\(name) is shard \(shard): run `conformance merge` first")
    }
    if let problem = record.identity.problem, !isForced {
      throw UsageError("\(name) does not identify the endpoint: \(problem.printable)")
    }
    // A drifted run is conformant; a new pin accepts the drift.
    guard [.conformant, .drifted].contains(record.outcome) || isForced else {
      throw UsageError(
        "cannot pin \(name): its outcome is \(record.outcome.rawValue)\n"
          + "  --known FILE lets a run pass despite known failures; --force writes the pin anyway")
    }
    (self.record, self.isForced) = (record, isForced)
    output = OutputFile(file)
  }

  /// Writes the file, and prints the differences from an earlier pin.
  func perform() throws -> ExitCode {
    let pin = Pin(of: record)
    let isNew = try output.contents()?.isEmpty ?? true
    // A file that is not a pin is overwritten only with --force.
    let old =
      isNew ? nil : isForced ? try? Pin(file: output.name) : try Pin(file: output.name)
    try output.write(pin.text)
    if let old {
      var gate = Gate()
      gate.pin = (output.name, old)
      Console.print(
        pinReport(StoredRun(gate.evaluate(record)), style: Console.style(.usual), isRenewed: true))
    }
    Console.print("\(output.name): pinned the run of \(record.started.printable)\n")
    return .conformant
  }
}

/// Compares a stored run with a pin.
struct PinCheck {
  private let run: (folder: RunFolder, record: RunRecord)
  private let gate: Gate

  /// Reads the pin and the options of the comparison.
  init(
    of run: (folder: RunFolder, record: RunRecord), against file: String, _ arguments: Arguments
  ) throws {
    try refuseReplay(run)
    var gate = try GateRequest.gate(arguments, suites: nil)
    gate.pin = (file, try Pin(file: file))
    (self.run, self.gate) = (run, gate)
  }

  /// Prints the differences.
  func perform() -> ExitCode {
    let compared = gate.evaluate(run.record)
    Console.print(pinReport(StoredRun(compared, in: run.folder), style: Console.style(.usual)))
    // Drift is certain, even if something else could not be compared.
    if compared.pinned?.isDrifted == true { return .drifted }
    let isJudged = compared.ending == .complete && compared.pinned?.isUndecided == false
    return isJudged ? .conformant : .undecided
  }
}

/// A replay does not identify the endpoint.
private func refuseReplay(_ run: (folder: RunFolder, record: RunRecord)) throws(UsageError) {
  guard run.record.replays == nil else {
    throw UsageError(
      "\(run.folder.path.printable) is a replay, which does not identify the endpoint")
  }
}
