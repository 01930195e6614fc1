internal import Harness
internal import JSONText
internal import Transcripts

/// One defect, no matter how often it occurred: the findings of a check with the same fix.
struct Cause {
  /// The check that failed.
  let check: Check
  /// The severity: the highest of all findings.
  let severity: Severity
  /// The representative finding: the first with this severity.
  let example: Observation
  /// All findings in the order of the run.
  let all: [Observation]
  /// The fixes as checks name them: ids or sentences.
  let remedies: [String]
  /// The fixes as text.
  let remedy: [String]

  /// A finding and the result that contains it.
  struct Observation {
    let result: CheckResult
    let finding: Finding
  }

  /// The effects on users.
  var breaks: [String] {
    own(example.finding.breaks, orElse: check.harms(of: example.finding).map(\.sentence))
  }
  /// Public reports of the same failure.
  var seen: [String] { own(example.finding.seen, orElse: check.seen) }

  /// The failures of other checks that it explains, by check.
  let consequences: [String: Int]

  /// The cases in which it occurs.
  var cases: [String] { all.compactMap(\.result.testCase).uniqued() }

  /// The texts of a finding replace the general ones of its check.
  private func own(_ texts: [String], orElse general: [String]) -> [String] {
    texts.isEmpty ? general : texts
  }
}

extension RunRecord {
  /// The causes, the most severe first, then those that hurt an agent most.
  var causes: [Cause] {
    let failed = Dictionary(grouping: failures, by: \.check)
    let explained = Dictionary(
      grouping: results.indices.filter { results[$0].explainedBy != nil }.map { results[$0] }
    ) { $0.explainedBy ?? "" }
    // A result over all modes of a case has the id of its module.
    let steps = Set(setup.cases.filter { $0.step != nil }.flatMap { [$0.id, $0.module] })
    return setup.checks
      .flatMap { causes(of: $0, in: failed[$0.id] ?? [], explaining: explained[$0.id] ?? []) }
      .map { cause in (cause, cause.rank(among: steps)) }
      // Causes of the same rank stay in the order of checks.
      .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
      .map(\.element.0)
  }

  private func causes(
    of check: Check, in results: [CheckResult], explaining explained: [CheckResult]
  ) -> [Cause] {
    var groups: [[Cause.Observation]] = []
    var places: [[String]: Int] = [:]
    for result in results {
      for finding in result.findings {
        // A finding with another fix is another defect, even of the same check.
        let place = places[finding.remedy, default: groups.count]
        if place == groups.count { groups.append([]) }
        places[finding.remedy] = place
        groups[place].append(Cause.Observation(result: result, finding: finding))
      }
    }
    return groups.compactMap { group in
      let severities = group.map { Severity(of: $0.result, in: self) }
      guard let severity = severities.min(), let first = severities.firstIndex(of: severity) else {
        return nil
      }
      let transcripts = Set(group.compactMap(\.result.transcript))
      let ids = Set(group.compactMap(\.result.testCase))
      let modules = Set(setup.cases.filter { ids.contains($0.id) }.map(\.module))
      // A consequence is in the same exchange or case, unless the check judges the run.
      let consequences = explained.filter { result in
        check.over == .run
          || result.transcript.map(transcripts.contains)
            ?? result.testCase.map { ids.contains($0) || modules.contains($0) } ?? false
      }
      let own = group[first].finding.remedy
      let remedies = own.isEmpty ? check.remedy : own
      return Cause(
        check: check, severity: severity, example: group[first], all: group, remedies: remedies,
        remedy: remedies.map(words),
        consequences: Dictionary(consequences.map { ($0.check, 1) }, uniquingKeysWith: +))
    }
  }
}

extension Cause {
  /// The place of a cause in a report: by severity, then by its effect on an agent.
  fileprivate struct Rank: Comparable {
    let severity: Severity
    let harm: Int
    let isUnmeasured: Bool

    static func < (left: Self, right: Self) -> Bool {
      if left.severity != right.severity { return left.severity < right.severity }
      if left.harm != right.harm { return left.harm < right.harm }
      return !left.isUnmeasured && right.isUnmeasured
    }
  }

  /// The rank, if the cases with these ids are the numbered steps. What corrupts or stops an agent comes
  /// first, in the steps before elsewhere; then what loses something; cosmetic defects are last.
  fileprivate func rank(among steps: Set<String>) -> Rank {
    let isInSteps = cases.contains(where: steps.contains)
    let harm =
      switch (check.impact, isInSteps) {
      case (.corruption, true): 0
      case (.stop, true): 1
      case (.corruption, false): 2
      case (.stop, false): 3
      case (.loss, true): 4
      case (.loss, false): 5
      case (.cosmetic, _): 6
      }
    return Rank(
      severity: severity, harm: harm,
      isUnmeasured: !check.harms(of: example.finding).contains(where: \.isMeasured))
  }

  /// The consequences: `and 3 consequences (tools/expected-calls, finish/as-expected)`; nil if there are none.
  var consequenceWords: String? {
    let count = consequences.values.reduce(0, +)
    guard count > 0 else { return nil }
    let names = consequences.keys.sorted()
    let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
    return "and \(count) consequence\(count == 1 ? "" : "s") (\(shown))"
  }
}

extension [String] {
  /// The names, or their number if there are more than the limit.
  func abbreviated(limit: Int) -> String {
    self.count > limit ? "\(self.count) cases" : joined(separator: ", ")
  }
}
