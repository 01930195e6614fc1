import Harness

/// The options for pins and known failures.
enum GateRequest {
  static let options: [Option] = [
    .value("pin", "FILE", "Compare the run with a pin (see `conformance pin --help`)."),
    drift, parallelism,
    .value("known", "FILE", "Read known failures from FILE (see `conformance known --help`)."),
  ]

  /// Also an option of `conformance pin`.
  static let drift = Option.value(
    "drift", "WORD", "How to treat drift: fail (default), warn or ignore.")
  static let parallelism = Option.value(
    "expect-topology", "T", "The expected parallelism, as in the fingerprint: tp2, none.")

  /// Reads all files, so that errors are reported before the first request.
  static func gate(_ arguments: Arguments, suites: Suites?) throws -> Gate {
    var gate = Gate()
    if let file = arguments.value("pin") { gate.pin = (file, try Pin(file: file)) }
    if let effect = try arguments.word("drift", of: PinVerdict.Effect.self) {
      gate.effect = effect
    }
    if let text = arguments.value("expect-topology") {
      guard let parallelism = Parallelism(text) else {
        throw UsageError(
          "--expect-topology is `\(text)`; it must have the format of fingerprints: tp2, tp4-pp2-ep, none"
        )
      }
      guard gate.effect != .ignore else {
        throw UsageError(
          "--expect-topology has no effect with --drift ignore: remove one of them")
      }
      gate.parallelism = parallelism
    }
    if let file = arguments.value("known") {
      let known = try KnownFailures(file: file)
      // Without suites, there are no ids to compare with.
      if let suites {
        let problems = known.problems(in: suites.catalogue)
        if !problems.isEmpty { throw SuiteProblems(problems: problems) }
      }
      gate.known = known
    }
    return gate
  }
}
