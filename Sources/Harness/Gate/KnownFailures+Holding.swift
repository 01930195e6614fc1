extension KnownFailures {
  /// Holds a run against what is known: marks what is expected to fail, and tells what became of each
  /// entry.
  func hold(_ record: inout RunRecord) -> [KnownVerdict] {
    let index = ResultIndex(of: record)
    // What passes in a part of the cases may fail in the rest.
    let isWhole = record.shard == nil && record.selection == Selection()
    let today = String(record.started.prefix(10))
    let held = entries.map { entry in
      let isInForce = entry.isInForce(in: record)
      let covered = isInForce != false ? index.results(covered: entry) : []
      let broken = covered.filter { entry.foresees(record.results[$0]) }
      if !entry.isOver(on: today) {
        let doubt = isInForce == nil ? " (whether its conditions hold could not be told)" : ""
        for place in broken where record.results[place].known == nil {
          record.results[place].known = entry.reason + doubt
        }
      }
      return Held(entry: entry, isInForce: isInForce, covered: covered, broken: broken)
    }
    let others = index.firstSteps(
      of: record.results.indices.filter {
        let result = record.results[$0]
        return !result.findings.isEmpty && result.known == nil && record.counts(result.level)
      })
    for one in held where !one.entry.isOver(on: today) {
      // Advice that is not taken keeps nothing from being judged.
      let grave = one.broken.filter { record.matters(record.results[$0]) }
      for place in index.consequences(of: grave, besides: others)
      where record.results[place].known == nil {
        record.results[place].known = one.entry.reason
      }
    }
    // What is open for a reason that is known is as judged as it gets.
    let open = record.results.filter {
      $0.verdict.word == "inconclusive" && $0.concerns != .model && $0.known == nil
    }
    return held.map { one in
      let entry = one.entry
      func verdict(_ state: KnownVerdict.State) -> KnownVerdict {
        KnownVerdict(entry, in: file, state)
      }
      if one.covered.isEmpty { return verdict(.elsewhere) }
      if one.isInForce == nil { return verdict(one.broken.isEmpty ? .notJudged : .unclear) }
      if entry.isOver(on: today) { return verdict(.expired) }
      if !one.broken.isEmpty { return verdict(.fails) }
      let passes = one.covered.contains { record.isSure(of: record.results[$0]) }
      if passes, entry.isOccasional { return verdict(.occasional) }
      guard passes, record.ending == .complete, isWhole || entry.isOfOneCase,
        !open.contains(where: entry.mayConcern)
      else { return verdict(.notJudged) }
      return verdict(.stale)
    }
  }

  /// An entry, and what of a run it speaks of.
  private struct Held {
    let entry: KnownFailure
    /// Whether it is in force; nil where that could not be told.
    let isInForce: Bool?
    let covered: [Int]
    /// What fails as it says.
    let broken: [Int]
  }

  /// Marks those of some results of a run under way that are known to fail.
  func mark(_ results: inout [CheckResult], in record: RunRecord) {
    let today = String(record.started.prefix(10))
    for entry in entries where entry.isInForce(in: record) != false && !entry.isOver(on: today) {
      for place in results.indices
      where results[place].known == nil && entry.foresees(results[place])
        && entry.covers(results[place])
      {
        results[place].known = entry.reason
      }
    }
  }
}

extension KnownFailure {
  /// Whether it is about a single case, which says all there is to say of it.
  fileprivate var isOfOneCase: Bool { testCase.map { !$0.contains("*") } ?? false }

  /// Whether its failure may hide behind a result that is open: what an answer that did not come would
  /// have been judged by is nowhere named.
  fileprivate func mayConcern(_ open: CheckResult) -> Bool {
    guard let testCase, let id = open.testCase else { return true }
    return Glob(testCase).matches(id)
  }
}

extension RunRecord {
  /// Whether a result shows that nothing fails: of a model's skill only a rate does.
  fileprivate func isSure(of result: CheckResult) -> Bool {
    guard result.verdict == .pass else { return false }
    return result.concerns != .model || rate(of: result)?.verdict == .pass
  }
}
