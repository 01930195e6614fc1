extension KnownFailures {
  /// Holds a run against what is known: marks what is expected to fail, and tells what became of each
  /// entry.
  func hold(_ record: inout RunRecord) -> [KnownVerdict] {
    let index = ResultIndex(of: record)
    // What passes in a part of the cases may fail in the rest.
    let isWhole = record.shard == nil && record.selection == Selection()
    let today = String(record.started.prefix(10))
    let held = entries.map { entry in
      let covered = entry.applies(to: record) ? index.results(covered: entry) : []
      let broken = covered.filter { entry.foresees(record.results[$0]) }
      guard !entry.isOver(on: today) else { return (entry, covered, broken) }
      // Advice that is not taken keeps nothing from being judged.
      let grave = broken.filter { record.matters(record.results[$0]) }
      for place in broken + index.consequences(of: grave)
      where record.results[place].known == nil {
        record.results[place].known = entry.reason
      }
      return (entry, covered, broken)
    }
    // What is open for a reason that is known is as judged as it gets.
    let open = record.results.filter {
      $0.verdict.word == "inconclusive" && $0.concerns != .model && $0.known == nil
    }
    return held.map { entry, covered, broken in
      if covered.isEmpty { return KnownVerdict(entry, in: file, .elsewhere) }
      if entry.isOver(on: today) { return KnownVerdict(entry, in: file, .expired) }
      if !broken.isEmpty { return KnownVerdict(entry, in: file, .fails) }
      let passes = covered.contains { record.isSure(of: record.results[$0]) }
      guard passes, record.ending == .complete, isWhole || entry.isOfOneCase,
        !open.contains(where: entry.mayConcern)
      else { return KnownVerdict(entry, in: file, .notJudged) }
      return KnownVerdict(entry, in: file, entry.isOccasional ? .occasional : .stale)
    }
  }

  /// Marks those of some results of a run under way that are known to fail.
  func mark(_ results: inout [CheckResult], in record: RunRecord) {
    let today = String(record.started.prefix(10))
    for entry in entries where entry.applies(to: record) && !entry.isOver(on: today) {
      for place in results.indices
      where entry.foresees(results[place]) && entry.covers(results[place]) {
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
