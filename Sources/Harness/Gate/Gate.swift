internal import Transcripts

/// What a run is held against besides its checks, once it has ended.
public struct Gate: Sendable {
  /// The pin, and the file that it comes from.
  public var pin: (file: String, pin: Pin)?
  /// How the model has to be spread over devices.
  public var topology: Topology?
  /// What may fail.
  public var known: KnownFailures?
  /// What a drift does to the outcome.
  public var effect = PinVerdict.Effect.fail

  /// Asks for nothing more.
  public init() {}

  /// Holds a run against all of it, and notes in its record what came of that.
  public func hold(_ record: inout RunRecord) {
    guard record.problem == nil else { return }
    let sure = held(record, inDoubt: false)
    let isUnclear = known?.entries.map { $0.isInForce(in: record) == nil } ?? []
    guard isUnclear.contains(true) else {
      record = sure
      return
    }
    // What nobody can tell leaves the outcome open only where that hangs on it, and makes no line stale.
    var doubtful = held(record, inDoubt: true)
    doubtful.known = zip(doubtful.known, sure.known).map { $0.isStale && !$1.isStale ? $1 : $0 }
    guard doubtful.outcome != sure.outcome else {
      record = sure
      return
    }
    record = doubtful
    for place in record.known.indices
    where isUnclear[place] && record.known[place].state == .fails {
      record.known[place].state = .unclear
    }
  }

  /// A run held against all of it; known failures of which nobody can tell whether they are in force are
  /// so `inDoubt`, or are not.
  private func held(_ record: RunRecord, inDoubt: Bool) -> RunRecord {
    var record = record
    if let known {
      record.known = known.hold(&record, inDoubt: inDoubt)
      // What is known leaves no rate open.
      record.measureRates()
    }
    if pin != nil || topology != nil { record.pinned = pinVerdict(on: record) }
    return record
  }

  private func pinVerdict(on record: RunRecord) -> PinVerdict {
    var verdict = pin.map { $0.pin.verdict(on: record) } ?? PinVerdict()
    verdict.pin = pin?.file
    verdict.effect = effect
    if let problem = record.identity.problem {
      verdict.isOpen = true
      verdict.remarks.append("what the endpoint is could not be made out: \(problem)")
    }
    if record.ending != .complete {
      verdict.remarks.append("the run did not come to its end, and cannot show all that drifted")
    }
    if let topology, !verdict.isOpen, let drift = drift(from: topology, in: record.identity) {
      // What is asked for says more than what was.
      verdict.drifts.removeAll { $0.subject == drift.subject }
      verdict.drifts.append(drift)
    }
    return verdict
  }

  private func drift(from topology: Topology, in identity: Identity) -> Drift? {
    guard let seen = identity["parallelism"]?.values else {
      return Drift(
        "parallelism", .unexpected, was: [topology.description],
        means: "no fingerprint tells it: vLLM's does from 0.20 on, in its mode `full`")
    }
    let means = "the server runs on other devices than it was meant to: read the log of its start"
    guard seen.allSatisfy({ Topology($0.value) == topology }) else {
      return Drift("parallelism", .unexpected, was: [topology.description], now: seen, means: means)
    }
    // Where some answers carry another fingerprint, another server gave them.
    let whole = identity["parallelism"]?.part.flatMap { identity[$0] }?.values ?? []
    let told = seen.reduce(0) { $0 + $1.times }
    guard whole.count > 1, whole.reduce(0, { $0 + $1.times }) > told else { return nil }
    return Drift(
      "parallelism", .unexpected, was: [topology.description], now: whole,
      means: "some of these fingerprints do not tell it")
  }
}
