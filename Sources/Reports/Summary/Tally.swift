internal import Harness

extension RunRecord {
  /// The number of results of each kind: `306 passed, 6 failed, 11 not judged`.
  var tally: String {
    guard problem == nil else { return "nothing could be judged" }
    let weights = results.filter { !$0.findings.isEmpty }.map { Weight(of: $0, in: self) }
    let counts =
      [(count("pass"), "passed")]
      + Weight.allCases.map { weight in (weights.count { $0 == weight }, weight.tally) }
      + [
        (doubts(of: results).reduce(0) { $0 + $1.results.count }, "not judged"),
        (
          results.count { $0.known != nil && $0.verdict.isInconclusive },
          "not judged because of what is known"
        ), (known.count(where: \.isStale), "stale among what is known"),
      ]
    return counts.filter { $0.0 > 0 || $0.1 == "passed" }.map { "\($0.0) \($0.1)" }
      .joined(separator: ", ")
  }

  /// The cost of the run: `9 requests, 210 tokens, 0.1 s`.
  var cost: String {
    let seconds = (elapsedMilliseconds / 100).rounded(.down) / 10
    let total = tokens.prompt + tokens.completion
    return [
      "\(requests) request\(requests == 1 ? "" : "s")"
        + (refusals > 0 ? " (\(refusals) refused for now and sent again)" : ""),
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
  var asked: String {
    [
      profile, strict ? "strict" : nil, requirements.map { "requirements of \($0)" },
      shard.map { "shard \($0)" },
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// The place of a finding: the case, the step if it has several, and the part of it.
  func place(of observation: Cause.Observation) -> String {
    var parts = [observation.result.testCase ?? "the whole run"]
    if let one = cases.first(where: { $0.id == observation.result.testCase }), one.steps > 1,
      let step = observation.result.step
    {
      parts.append("step \(step) of \(one.steps)")
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
