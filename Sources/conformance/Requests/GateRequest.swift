import Harness

/// The options for pins and known failures.
enum GateRequest {
  static let options: [Option] = [
    .value("pin", "FILE", "Compare the run with a pin (see conformance pin --help)."),
    drift, topology,
    .value("known", "FILE", "The file of known failures (see conformance known --help)."),
  ]

  static let drift = Option.value(
    "drift", "WORD", "How to treat drift: fail (default), warn or ignore.")
  static let topology = Option.value(
    "expect-topology", "T", "Expected parallelism, as shown in the fingerprint: tp2, none.")

  /// Reads all files, so that problems are reported before anything is sent.
  static func gate(_ arguments: Arguments, suites: Suites?) throws -> Gate {
    var gate = Gate()
    if let file = arguments.value("pin") { gate.pin = (file, try Pin(file: file)) }
    if let effect = try arguments.word("drift", of: PinVerdict.Effect.self) {
      gate.effect = effect
    }
    if let text = arguments.value("expect-topology") {
      guard let topology = Topology(text) else {
        throw UsageError(
          "--expect-topology is `\(text)`; it takes the form of fingerprints: tp2, tp4-pp2-ep, none"
        )
      }
      guard gate.effect != .ignore else {
        throw UsageError(
          "--expect-topology has no effect with --drift ignore: use one of them")
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
