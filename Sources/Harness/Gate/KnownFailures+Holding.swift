extension KnownFailures {
  /// Holds a run against what is known: marks what is expected to fail, and tells what became of each
  /// entry. Those of which nobody can tell whether they are in force are so `inDoubt`, or are not.
  func hold(_ record: inout RunRecord, inDoubt: Bool) -> [KnownVerdict] {
    let held = excuse(&record, ResultIndex(of: record), inDoubt: inDoubt)
    // What passes in a part of the cases may fail in the rest.
    let isWhole = record.shard == nil && record.selection == Selection()
    // What is open for a reason that is known is as judged as it gets.
    let open = record.results.filter {
      $0.verdict.isInconclusive && $0.concerns != .model && $0.known == nil
    }
    return held.map { one in
      func verdict(_ state: KnownVerdict.State) -> KnownVerdict {
        KnownVerdict(one.entry, in: file, state)
      }
      if one.covered.isEmpty { return verdict(.elsewhere) }
      if one.isInForce != nil, one.isOver { return verdict(.expired) }
      if !one.broken.isEmpty { return verdict(.fails) }
      guard one.isInForce != nil else { return verdict(.notJudged) }
      let passes = one.covered.contains { record.isSure(of: record.results[$0]) }
      if passes, one.entry.isOccasional { return verdict(.occasional) }
      guard passes, record.ending == .complete, isWhole || one.entry.isOfOneCase,
        !open.contains(where: one.entry.mayConcern)
      else { return verdict(.notJudged) }
      return verdict(.stale)
    }
  }

  /// Marks those of some results of a run under way that are known to fail, and what follows from them.
  func mark(_ results: inout [CheckResult], in record: RunRecord) {
    var part = record
    part.results = results
    _ = excuse(&part, ResultIndex(of: part), inDoubt: false)
    results = part.results
  }

  /// An entry, and what of a run it speaks of.
  private struct Held {
    let entry: KnownFailure
    /// Whether it is in force; nil where that could not be told.
    let isInForce: Bool?
    let isOver: Bool
    let covered: [Int]
    /// What fails as it says, as long as its time is not over.
    let broken: [Int]

    /// Why that may fail.
    var known: CheckResult.Known {
      CheckResult.Known(entry.reason, isInDoubt: isInForce == nil)
    }
  }

  /// Marks what is known to fail, and what follows from it.
  private func excuse(_ record: inout RunRecord, _ index: ResultIndex, inDoubt: Bool) -> [Held] {
    let today = String(record.started.prefix(10))
    let held = entries.map { entry in
      let isInForce = entry.isInForce(in: record)
      let isOver = entry.isOver(on: today)
      let covered = isInForce != false ? index.results(covered: entry) : []
      let counted = isOver || !(isInForce ?? inDoubt) ? [] : covered
      let one = Held(
        entry: entry, isInForce: isInForce, isOver: isOver, covered: covered,
        broken: counted.filter { entry.foresees(record.results[$0]) })
      record.mark(one.broken, as: one.known)
      return one
    }
    record.excuse(behind: held.map { ($0.broken, $0.known) }, index)
    return held
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

  /// Marks what could not be judged because of failures that are known, each group with its reason.
  mutating func excuse(
    behind known: [(failures: [Int], reason: CheckResult.Known)], _ index: ResultIndex
  ) {
    let others = index.firstSteps(
      of: results.indices.filter {
        !results[$0].findings.isEmpty && results[$0].known == nil && counts(results[$0].level)
      })
    for (failures, reason) in known {
      // Advice that is not taken keeps nothing from being judged.
      let grave = failures.filter { matters(results[$0]) }
      mark(index.consequences(of: grave, besides: others), as: reason)
    }
  }

  /// Marks results as known, unless they are.
  fileprivate mutating func mark(_ places: some Sequence<Int>, as reason: CheckResult.Known) {
    for place in places where results[place].known == nil { results[place].known = reason }
  }
}
