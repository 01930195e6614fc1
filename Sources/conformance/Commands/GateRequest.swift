import Harness

/// What a run is to be held against besides its checks.
enum GateRequest {
  static let options: [Option] = [
    .value("pin", "FILE", "Hold the run against a pin (see conformance pin --help)."),
    drift, topology,
    .value("known", "FILE", "What is known to fail (see conformance known --help)."),
  ]

  static let drift = Option.value(
    "drift", "WORD", "What a drift does: fail (usual), warn or ignore.")
  static let topology = Option.value(
    "expect-topology", "T", "How the model has to be spread, as the fingerprint tells: tp2, none.")

  /// Reads all files, so that a broken one is told before anything is sent.
  static func gate(_ arguments: Arguments, suites: Suites?) throws -> Gate {
    var gate = Gate()
    if let file = arguments.value("pin") { gate.pin = (file, try Pin(file: file)) }
    if let effect = try arguments.word("drift", of: PinVerdict.Effect.self) {
      gate.effect = effect
    }
    if let text = arguments.value("expect-topology") {
      guard let topology = Topology(text) else {
        throw UsageError(
          "--expect-topology is `\(text)`; it is written as fingerprints write it: tp2, tp4-pp2-ep, none"
        )
      }
      guard gate.effect != .ignore else {
        throw UsageError(
          "--expect-topology asks for what --drift ignore leaves out: give one of them")
      }
      gate.topology = topology
    }
    if let file = arguments.value("known") {
      let known = try KnownFailures(file: file)
      if let suites {
        let problems = known.problems(in: suites.catalogue)
        if !problems.isEmpty { throw SuiteProblems(problems: problems) }
      }
      gate.known = known
    }
    return gate
  }
}
