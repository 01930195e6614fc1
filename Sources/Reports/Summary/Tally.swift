internal import Harness

extension RunRecord {
  /// The number of results of each kind: `306 passed, 6 failed, 11 not judged`.
  var tally: String {
    guard observed.problem == nil else { return "nothing could be judged" }
    let severities = failures.map { Severity(of: $0, in: self) }
    let counts =
      [(count(.pass), "passed")]
      + Severity.allCases.map { severity in (severities.count { $0 == severity }, severity.tally) }
      + [
        (undecidedReasons(of: results).reduce(0) { $0 + $1.results.count }, "not judged"),
        (
          results.count { $0.known != nil && $0.verdict.isInconclusive },
          "not judged because of known failures"
        ),
        (
          known.count(where: \.isStale),
          known.count(where: \.isStale) == 1 ? "stale known failure" : "stale known failures"
        ),
      ]
    return counts.filter { $0.0 > 0 || $0.1 == "passed" }.map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }

  /// The results with findings.
  var failures: [CheckResult] {
    // By index, because copies of many results are slow.
    results.indices.filter { results[$0].verdict.kind == .fail }.map { results[$0] }
  }

  /// The cost of the run: `9 requests, 210 tokens, 0.1 s`.
  var cost: String {
    let seconds = (observed.elapsedMilliseconds / 100).rounded(.down) / 10
    let total = observed.tokens.prompt + observed.tokens.completion
    return [
      "\(observed.requests) request\(observed.requests == 1 ? "" : "s")"
        + (observed.refusals > 0 ? " (\(observed.refusals) rejected and retried)" : ""),
      total > 0 ? "\(total) tokens" : nil, "\(seconds) s",
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The outcome as text.
  var verdict: String {
    switch outcome {
    case .conformant: "conformant"
    case .drifted: "drifted"
    case .notConformant: "not conformant"
    case .undecided: "undecided"
    }
  }

  /// The scope of the run: `agent, strict, requirements of 2026-12, shard 1/4`.
  var scope: String {
    [
      setup.profile, setup.strict ? "strict" : nil,
      setup.requirements.map { "requirements of \($0)" },
      setup.shard.map { "shard \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The place of a finding: the case, the step if it has several, and the part of it.
  func place(of observation: Cause.Observation) -> String {
    var parts = [observation.result.testCase ?? "the whole run"]
    if let testCase = setup.cases.first(where: { $0.id == observation.result.testCase }),
      testCase.steps > 1,
      let step = observation.result.step
    {
      parts.append("step \(step) of \(testCase.steps)")
    }
    if let at = observation.finding.at { parts.append(at) }
    return parts.joined(separator: ", ")
  }
}

extension RunRecord.Outcome {
  /// The outcome as one character.
  var sign: String {
    switch self {
    case .conformant: "✓"
    case .notConformant: "✗"
    case .undecided: "?"
    case .drifted: "!"
    }
  }
}
