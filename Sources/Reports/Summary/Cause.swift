internal import Harness
internal import Transcripts

/// One defect, however often it showed: the findings of a check that are mended in the same way.
struct Cause {
  /// The check that found it.
  let check: Check
  /// What it comes to, which is the most that any of its findings does.
  let weight: Weight
  /// The finding that stands for all: the first of those that weigh the most.
  let example: Observation
  /// All of them, in the order of the run.
  let all: [Observation]
  /// What to change: the remedies as checks name them.
  let remedies: [String]
  /// What to change, in words.
  let remedy: [String]

  /// A finding, and where it was made.
  struct Observation {
    let result: CheckResult
    let finding: Finding
  }

  /// What a user meets.
  var breaks: [String] {
    own(example.finding.breaks, orElse: check.harms(of: example.finding).map(\.sentence))
  }
  /// Public reports of the same.
  var seen: [String] { own(example.finding.seen, orElse: check.seen) }

  /// The cases that show it.
  var cases: [String] { all.compactMap(\.result.testCase).uniqued() }

  private func own(_ texts: [String], orElse general: [String]) -> [String] {
    texts.isEmpty ? general : texts
  }
}

extension RunRecord {
  /// What is wrong, the gravest first: by weight; then what holds for the whole run; then what clients were
  /// seen to break by.
  var causes: [Cause] {
    let failed = Dictionary(grouping: results.filter { !$0.findings.isEmpty }, by: \.check)
    let ranked = Dictionary(grouping: checks) { check in
      check.over == .run ? 0 : check.harms.contains(where: \.isMeasured) ? 1 : 2
    }
    let all = (0...2).flatMap { ranked[$0] ?? [] }
      .flatMap { check in causes(of: check, in: failed[check.id] ?? []) }
    return Weight.allCases.flatMap { weight in all.filter { $0.weight == weight } }
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
      let weights = group.map { Weight(of: $0.result, in: self) }
      guard let weight = weights.min(), let first = weights.firstIndex(of: weight) else {
        return nil
      }
      let own = group[first].finding.remedy
      let remedies = own.isEmpty ? check.remedy : own
      return Cause(
        check: check, weight: weight, example: group[first], all: group, remedies: remedies,
        remedy: remedies.map(words))
    }
  }
}

extension [String] {
  /// These names, or how many cases they are where they would fill lines.
  func few(upTo count: Int) -> String {
    self.count > count ? "\(self.count) cases" : joined(separator: ", ")
  }
}
