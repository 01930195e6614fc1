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

  /// The cases in which it occurs.
  var cases: [String] { all.compactMap(\.result.testCase).uniqued() }

  private func own(_ texts: [String], orElse general: [String]) -> [String] {
    texts.isEmpty ? general : texts
  }
}

extension RunRecord {
  /// The causes, the most severe first: by severity, then those of the complete run, then those
  /// with measured effects on clients.
  var causes: [Cause] {
    let failed = Dictionary(grouping: results.filter { !$0.findings.isEmpty }, by: \.check)
    let ranked = Dictionary(grouping: setup.checks) { check in
      check.over == .run ? 0 : check.harms.contains(where: \.isMeasured) ? 1 : 2
    }
    let all = (0...2).flatMap { ranked[$0] ?? [] }
      .flatMap { check in causes(of: check, in: failed[check.id] ?? []) }
    return Severity.allCases.flatMap { severity in all.filter { $0.severity == severity } }
  }

  private func causes(of check: Check, in results: [CheckResult]) -> [Cause] {
    var groups: [[Cause.Observation]] = []
    var places: [[String]: Int] = [:]
    for result in results {
      for finding in result.findings {
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
      let own = group[first].finding.remedy
      let remedies = own.isEmpty ? check.remedy : own
      return Cause(
        check: check, severity: severity, example: group[first], all: group, remedies: remedies,
        remedy: remedies.map(words))
    }
  }
}

extension [String] {
  /// The names, or their number if there are more than the limit.
  func abbreviated(limit: Int) -> String {
    self.count > limit ? "\(self.count) cases" : joined(separator: ", ")
  }
}
