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

  /// Compares a run with the pin and the known failures, and notes the results in its record.
  public func evaluate(_ record: RunRecord) -> RunRecord {
    guard record.problem == nil else { return record }
    let sure = evaluated(record, inDoubt: false)
    let isUnclear = known?.entries.map { $0.isInForce(in: record) == nil } ?? []
    guard isUnclear.contains(true) else { return sure }
    // A line whose conditions are unknown leaves the outcome open only if the outcome depends on it, and is
    // not stale because of that.
    var doubtful = evaluated(record, inDoubt: true)
    doubtful.known = zip(doubtful.known, sure.known).map { $0.isStale && !$1.isStale ? $1 : $0 }
    guard doubtful.outcome != sure.outcome else { return sure }
    for place in doubtful.known.indices
    where isUnclear[place] && doubtful.known[place].state == .fails {
      doubtful.known[place].state = .unclear
    }
    return doubtful
  }

  /// A run compared with all of it; known failures with unknown conditions are in force if `inDoubt`.
  private func evaluated(_ record: RunRecord, inDoubt: Bool) -> RunRecord {
    var record = record
    if let known { (record.results, record.known) = known.excuse(record, inDoubt: inDoubt) }
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
