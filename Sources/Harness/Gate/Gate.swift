internal import Transcripts

/// What a finished run is compared with, besides its checks.
public struct Gate: Sendable {
  /// The pin and its file.
  public var pin: (file: String, pin: Pin)?
  /// The expected parallelism of the model.
  public var parallelism: Parallelism?
  /// The known failures.
  public var known: KnownFailures?
  /// The effect of drift on the outcome.
  public var effect = PinVerdict.Effect.fail

  /// A gate that compares with nothing.
  public init() {}

  /// Compares a run with the pin and the known failures, and notes the results in its record.
  public func evaluate(_ record: RunRecord) -> RunRecord {
    guard record.problem == nil else { return record }
    let sure = evaluated(record, inDoubt: false)
    let isUnclear = known?.entries.map { $0.isInForce(in: record) == nil } ?? []
    guard isUnclear.contains(true) else { return sure }
    // A line with unknown conditions makes the outcome undecided only if the outcome depends on it, and it does
    // not make other lines stale.
    var doubtful = evaluated(record, inDoubt: true)
    doubtful.known = zip(doubtful.known, sure.known).map { $0.isStale && !$1.isStale ? $1 : $0 }
    guard doubtful.outcome != sure.outcome else { return sure }
    for place in doubtful.known.indices
    where isUnclear[place] && doubtful.known[place].state == .fails {
      doubtful.known[place].state = .unclear
    }
    return doubtful
  }

  /// A run compared with everything; known failures with unknown conditions are in force if `inDoubt`.
  private func evaluated(_ record: RunRecord, inDoubt: Bool) -> RunRecord {
    var record = record
    if let known { (record.results, record.known) = known.excuse(record, inDoubt: inDoubt) }
    if pin != nil || parallelism != nil { record.pinned = pinVerdict(on: record) }
    return record
  }

  /// The differences from the pin and from the expected parallelism.
  private func pinVerdict(on record: RunRecord) -> PinVerdict {
    var verdict = pin.map { $0.pin.verdict(on: record) } ?? PinVerdict()
    verdict.pin = pin?.file
    verdict.effect = effect
    if let problem = record.identity.problem {
      verdict.isOpen = true
      verdict.remarks.append("the endpoint could not be identified: \(problem)")
    }
    if record.ending != .complete {
      verdict.remarks.append("the run did not complete, so it may not show all drift")
    }
    if let parallelism, !verdict.isOpen, let drift = drift(from: parallelism, in: record.identity) {
      // The expectation of the command replaces the comparison with the pin.
      verdict.drifts.removeAll { $0.subject == drift.subject }
      verdict.drifts.append(drift)
    }
    return verdict
  }

  /// The difference from the expected parallelism; nil if all responses agree with it.
  private func drift(from expected: Parallelism, in identity: Identity) -> Drift? {
    guard let seen = identity["parallelism"]?.values else {
      return Drift(
        "parallelism", .unexpected, was: [expected.description],
        means: "no fingerprint contains it; vLLM adds it from version 0.20 on, in mode `full`")
    }
    let means = "the server runs with another parallelism than expected: check its startup log"
    guard seen.allSatisfy({ Parallelism($0.value) == expected }) else {
      return Drift("parallelism", .unexpected, was: [expected.description], now: seen, means: means)
    }
    // Responses with another fingerprint come from another server.
    let fingerprints = identity["parallelism"]?.part.flatMap { identity[$0] }?.values ?? []
    let count = seen.reduce(0) { $0 + $1.times }
    guard fingerprints.count > 1, fingerprints.reduce(0, { $0 + $1.times }) > count else {
      return nil
    }
    return Drift(
      "parallelism", .unexpected, was: [expected.description], now: fingerprints,
      means: "some of these fingerprints do not contain it")
  }
}
